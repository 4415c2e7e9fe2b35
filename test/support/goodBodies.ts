import { createHash } from "node:crypto"
import type { RouteDescription } from "../../server/http/routing/route.ts"

/** A form whose parts are divided by `cut`. */
export const formWith = (content: string): string =>
  ["--cut", 'Content-Disposition: form-data; name="file"; filename="a.csv"', "", content, "--cut--", ""].join("\r\n")
export const block = JSON.stringify({ address: "A1:A3", values: [["Qty"], [1], [2]] })
export const blockHash = createHash("sha256").update(block).digest("base64url")
export const outline = { name: "Book", sheets: [{ sheetId: "s1", name: "Data", position: 0, visibility: "visible" }] }
export const sheetContent = { usedRange: "A1:A3", definitions: {}, blocks: [{ address: "A1:A3", hash: blockHash }] }
export const texts = { documents: [{ title: "Repairs", text: "How bikes are mended." }] }
export const cells = (worksheet: string) => ({ worksheet, address: "A1:A3", values: [["Qty"], [1], [2]] })
export const question = (worksheet: string) => ({
  message: "Total?",
  selection: { worksheet, address: "A1:A3", rowCount: 3, columnCount: 1, content: cells(worksheet) },
})

/** A body that the operation takes, or undefined where it takes none. */
export const goodBody = ({ id, body }: RouteDescription): unknown => body && (goodBodies[id] ?? {})

const goodBodies: Readonly<Record<string, unknown>> = {
  chat: question("Data"),
  profileRange: cells("Data"),
  renameSession: { title: "T" },
  putWorkbook: outline,
  putSheet: sheetContent,
  putBlock: block,
  uploadFile: formWith("Region,Sales\nNorth,1\n"),
  searchKnowledge: { query: "Qty" },
  createCollection: { name: "Manuals" },
  addDocuments: texts,
  searchCollection: { query: "bikes" },
}
