import type { CellStyle } from "./contract.ts"

const plain: CellStyle = Object.freeze({})

/** Every distinct style of a workbook once; cells hold its number. Style 0 is the plain one. */
export class StyleTable {
  readonly #styles: CellStyle[] = [plain]
  readonly #ids = new Map<string, number>([["[]", 0]])

  get(id: number | undefined): CellStyle {
    return this.#styles[id ?? 0] ?? plain
  }

  /** Number of a style; properties that are undefined count as absent. */
  intern(style: CellStyle): number {
    const parts = Object.entries(style)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    const key = JSON.stringify(parts)
    let id = this.#ids.get(key)
    if (id === undefined) {
      id = this.#styles.push(Object.freeze(Object.fromEntries(parts) as CellStyle)) - 1
      this.#ids.set(key, id)
    }
    return id
  }
}
