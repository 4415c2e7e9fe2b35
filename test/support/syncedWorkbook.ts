import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import type { parseAddress } from "../../shared/address.ts"
import { formatArea } from "../../shared/address.ts"
import { blocksOf, blockText } from "../../shared/block.ts"
import type { CellValue } from "../../shared/cell.ts"
import type { SheetDefinitions, WorkbookMap } from "../../shared/workbookMap.ts"
import type { TestServer } from "./startTestServer.ts"

/** Who answers requests: a server in this process, or one that may be killed. */
export type Requests = Pick<TestServer, "request">

/** One sheet as a pane reads it: cells from A1, formulas as text with `=` beside their values. */
export interface SyncedSheet {
  readonly name: string
  readonly values: readonly (readonly CellValue[])[]
  readonly formulas?: readonly (readonly CellValue[])[]
  readonly numberFormats?: readonly (readonly string[])[]
  readonly definitions?: Partial<SheetDefinitions>
  readonly visibility?: "visible" | "hidden"
}

export interface Block {
  readonly address: string
  readonly hash: string
  readonly text: string
}

/** The blocks of a sheet that starts at A1. */
export function blocksOfSheet({ values, formulas, numberFormats }: SyncedSheet): Block[] {
  const columnCount = Math.max(0, ...values.map((row) => row.length))
  if (columnCount === 0) return []
  const cut = <T>(rows: readonly (readonly T[])[] | undefined, area: ReturnType<typeof parseAddress>, blank: T) =>
    rows &&
    Array.from({ length: area.rowCount }, (_, r) =>
      Array.from({ length: area.columnCount }, (_, c) => rows[area.row + r]?.[area.column + c] ?? blank),
    )
  return [...blocksOf({ row: 0, column: 0, rowCount: values.length, columnCount })].map((area) => {
    const address = formatArea(area)
    const text = blockText({
      worksheet: "any",
      address,
      values: cut<CellValue>(values, area, null) ?? [],
      formulas: cut<CellValue>(formulas, area, null),
      numberFormats: cut(numberFormats, area, "General"),
    })
    return { address, text, hash: createHash("sha256").update(text).digest("base64url") }
  })
}

/** Stores sheets as a pane does, and returns how many blocks had to be sent. */
export async function syncWorkbook(
  server: Requests,
  user: string,
  workbookId: string,
  sheets: readonly SyncedSheet[],
  name = "Book1.xlsx",
): Promise<number> {
  const path = `/api/workbooks/${workbookId}`
  const outline = {
    name,
    sheets: sheets.map((sheet, position) => ({
      sheetId: `{${position}}`,
      name: sheet.name,
      position,
      visibility: sheet.visibility ?? "visible",
    })),
  }
  assert.equal((await server.request("PUT", path, { user, body: outline })).status, 204)
  let sent = 0
  for (const [position, sheet] of sheets.entries()) {
    const blocks = blocksOfSheet(sheet)
    const columnCount = Math.max(0, ...sheet.values.map((row) => row.length))
    const body = {
      usedRange:
        columnCount === 0 ? null : formatArea({ row: 0, column: 0, rowCount: sheet.values.length, columnCount }),
      definitions: sheet.definitions ?? {},
      blocks: blocks.map(({ address, hash }) => ({ address, hash })),
    }
    const put = async (): Promise<readonly string[]> => {
      const reply = await server.request("PUT", `${path}/sheets/{${position}}`, { user, body })
      assert.equal(reply.status, 200, JSON.stringify(reply.body))
      return reply.body["missing"] as string[]
    }
    for (const hash of await put()) {
      const text = blocks.find((block) => block.hash === hash)?.text
      assert.equal((await server.request("PUT", `${path}/blocks/${hash}`, { user, body: text })).status, 204)
      sent++
    }
    assert.deepEqual(await put(), [])
  }
  return sent
}

/** The map, once every sheet is indexed. */
export async function preparedMap(server: Requests, user: string, workbookId: string): Promise<WorkbookMap> {
  for (;;) {
    const { status, body } = await server.request("GET", `/api/workbooks/${workbookId}`, { user })
    assert.equal(status, 200)
    const map = body as unknown as WorkbookMap
    assert.ok(map.sheets.every(({ index }) => index !== "failed"))
    if (map.sheets.every(({ index }) => index === "indexed")) return map
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
