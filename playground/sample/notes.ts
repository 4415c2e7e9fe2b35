import type { CellValue } from "../../shared/cell.ts"
import type { Book } from "../workbook/book.ts"
import { SampleSheet } from "./sampleSheet.ts"

const rows: CellValue[][] = [
  ["Topic", "Note", "Mood", "Votes"],
  ["Launch 🚀", "Summit Backpack ships in three colours 🎒", "😀", 12],
  ["ملاحظة", "تم تأكيد موعد التسليم مع المورد", "👍", 7],
  ["הערה", "המחסן סגור ביום שישי", "😐", 3],
  ["品質", "テントの縫い目を再確認する", "🔍", 5],
  ["Weather 🌧️", "Rain Shell sells out within a day of a storm", "🌈", 9],
  ["Family 👨‍👩‍👧‍👦", "Family tent requested by four customers", "❤️", 8],
  ["Straße & Café", "Crème brûlée at the Zürich fair – again!", "🍮", null],
]

/** Emoji, right-to-left and Asian text. */
export function addNotes(book: Book): void {
  const sample = new SampleSheet(book, "Notes 📝", rows)
  sample.columns([{ width: 130 }, { width: 330 }, { width: 64 }, { width: 64 }], 1, rows.length - 1)
  sample.header(0, 4)
  sample.freezeRows(1)
}
