import { runExcel } from "./runExcel.ts"

/**
 * A mark for each sheet that is another one whenever a cell of it may have changed since: by hand, by a program, by a new
 * calculation or a new format. Without the events of ExcelApi 1.9 every mark is a new one.
 */
export function sheetRevisions(onError: (error: unknown) => void): (sheetId: string) => string {
  // Marks of an earlier pane say nothing about what happened since.
  const pane = crypto.randomUUID()
  // No two sheets share a number: they may exchange their names.
  const numbers = new Map<string, number>()
  let last = 0
  let watching = false

  const renumber = (sheetId: string): number => {
    numbers.set(sheetId, ++last)
    return last
  }
  const changed = ({ worksheetId }: { worksheetId: string }): Promise<void> => {
    renumber(worksheetId)
    return Promise.resolve()
  }
  if (Office.context.requirements.isSetSupported("ExcelApi", "1.9"))
    runExcel(async (context) => {
      const { worksheets } = context.workbook
      worksheets.onChanged.add(changed)
      worksheets.onCalculated.add(changed)
      worksheets.onFormatChanged.add(changed)
      await context.sync()
      watching = true
    }).catch(onError)

  return (sheetId) => `${pane}.${(watching ? numbers.get(sheetId) : undefined) ?? renumber(sheetId)}`
}
