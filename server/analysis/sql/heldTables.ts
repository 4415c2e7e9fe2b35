import type { Table } from "../../tables/table.ts"
import { WorkbookDuck, type SqlTable } from "./workbookDuck.ts"

/** A table's own workbook, which need not be the one in whose home it is asked. */
export interface HeldFrom {
  readonly workbook: string
  readonly address: string
  readonly isTransposed: boolean
}

interface Held {
  readonly home: string
  readonly workbook: string
  readonly duck: WorkbookDuck
  readonly table: SqlTable
  readonly cells: number
}

/** The tables that are ready for SQL, by workbook and key; those that nobody asked for longest make room for others. */
export class HeldTables {
  readonly #cellsAtMost: number
  readonly #held = new Map<string, Held>()
  readonly #ducks = new Map<string, WorkbookDuck>()
  #cells = 0

  constructor(cellsAtMost: number) {
    this.#cellsAtMost = cellsAtMost
  }

  get(home: string, key: string): SqlTable | undefined {
    const id = JSON.stringify([home, key])
    const held = this.#held.get(id)
    if (!held) return undefined
    this.#held.delete(id)
    this.#held.set(id, held)
    return held.table
  }

  /** The workbook's own database, which is made when it is first needed. */
  async duckOf(home: string): Promise<WorkbookDuck> {
    const known = this.#ducks.get(home)
    if (known) return known
    const duck = await WorkbookDuck.open()
    this.#ducks.set(home, duck)
    return duck
  }

  async load(home: string, key: string, table: Table, from: HeldFrom): Promise<void> {
    const id = JSON.stringify([home, key])
    if (this.#held.has(id)) return
    const cells = table.sheetRows.length * (table.columns.length + 1)
    for (const oldest of this.#held.keys()) {
      if (this.#cells + cells <= this.#cellsAtMost) break
      await this.#drop(oldest)
    }
    const duck = await this.duckOf(home)
    this.#held.set(id, { home, workbook: from.workbook, duck, table: await duck.load(table, from), cells })
    this.#cells += cells
  }

  /** Its tables in every home, and all that is held in its own. */
  async dropWorkbook(workbook: string): Promise<void> {
    for (const [id, held] of this.#held) if (held.workbook === workbook || held.home === workbook) await this.#drop(id)
    this.#close(workbook)
  }

  async #drop(id: string): Promise<void> {
    const held = this.#held.get(id)
    if (!held) return
    this.#held.delete(id)
    this.#cells -= held.cells
    await held.duck.drop(held.table)
    if (![...this.#held.values()].some(({ home }) => home === held.home)) this.#close(held.home)
  }

  #close(home: string): void {
    this.#ducks.get(home)?.close()
    this.#ducks.delete(home)
  }
}
