import { createHash } from "node:crypto"
import type { SyncServer } from "../../../addin/sync/syncServer.ts"
import { AppError } from "../../../shared/errors.ts"
import type { SheetContent, WorkbookOutline } from "../../../shared/sync.ts"

/** The server of stored workbooks in memory: `calls` tells what came, in order. */
export class MemoryServer implements SyncServer {
  calls: string[] = []
  sentBytes = 0
  outline: WorkbookOutline | undefined
  readonly sheets = new Map<string, SheetContent>()
  readonly blocks = new Map<string, string>()
  /** Fails the next calls, the first with the first. */
  failures: AppError[] = []
  inFlight = 0
  mostInFlight = 0

  async putWorkbook(_id: string, outline: WorkbookOutline): Promise<void> {
    await this.#call(`workbook ${outline.sheets.map(({ name }) => name).join(" ")}`)
    this.outline = outline
    for (const id of this.sheets.keys())
      if (!outline.sheets.some(({ sheetId }) => sheetId === id)) this.sheets.delete(id)
  }

  async putSheet(
    _id: string,
    sheetId: string,
    content: SheetContent,
  ): Promise<{ missing: string[]; revision: string }> {
    const name = this.outline?.sheets.find((sheet) => sheet.sheetId === sheetId)?.name
    await this.#call(`sheet ${name ?? "?"}`)
    if (name === undefined) throw new AppError("not_found", "This workbook is not stored.")
    const missing = content.blocks.map(({ hash }) => hash).filter((hash) => !this.blocks.has(hash))
    if (missing.length === 0) this.sheets.set(sheetId, content)
    return { missing, revision: "r" }
  }

  async putBlock(_id: string, hash: string, text: string): Promise<void> {
    this.sentBytes += Buffer.byteLength(text)
    await this.#call(`block ${(JSON.parse(text) as { address: string }).address}`)
    if (createHash("sha256").update(text).digest("base64url") !== hash) throw new AppError("invalid_request", "Hash.")
    this.blocks.set(hash, text)
  }

  async deleteWorkbook(): Promise<void> {
    await this.#call("delete")
    this.forget()
  }

  forget(): void {
    this.outline = undefined
    this.sheets.clear()
    this.blocks.clear()
  }

  /** The values of a sheet's stored blocks by their address. */
  stored(name: string): Record<string, unknown> {
    const id = this.outline?.sheets.find((sheet) => sheet.name === name)?.sheetId ?? ""
    return Object.fromEntries(
      (this.sheets.get(id)?.blocks ?? []).map(({ address, hash }) => [
        address,
        (JSON.parse(this.blocks.get(hash) ?? "{}") as { values?: unknown }).values,
      ]),
    )
  }

  async #call(what: string): Promise<void> {
    this.calls.push(what)
    this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight)
    await new Promise((resolve) => setImmediate(resolve))
    this.inFlight--
    const failure = this.failures.shift()
    if (failure) throw failure
  }
}
