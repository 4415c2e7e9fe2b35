import { formatArea, intersect, type Area } from "../../shared/address.ts"
import { blocksOf } from "../../shared/block.ts"
import { limits } from "../../shared/limits.ts"
import type { SheetContent } from "../../shared/sync.ts"
import { blockCount, blockKey, inBlockOrder, wholeBlock } from "./blockGrid.ts"
import type { SheetDescription, WorkbookEdit } from "./syncExcel.ts"

/** A block as it was read last. */
interface KnownBlock {
  readonly area: Area
  /** Null when it is blank. */
  readonly hash: string | null
  readonly calculated: boolean
  /** Texts were shortened. */
  readonly cut: boolean
  /** It may be another one by now. */
  readonly stale: boolean
}

/** A sheet with more blocks than this is searched for those with values, instead of reading them all. */
const denseBlocks = 128

/** What is known of one sheet's blocks, and which of them edits have made out of date. */
export class TrackedSheet {
  readonly sheetId: string
  /** What the server has taken last, as JSON. */
  stored: string | null = null
  #known = new Map<string, KnownBlock>()
  #used: Area | null = null
  /** Values may be in any block: nothing is known yet, or too much has moved. */
  #unsearched = true
  #tables: readonly string[] = []
  #edited: Area[] = []
  #calculated = false
  #dirty = true

  constructor(sheetId: string) {
    this.sheetId = sheetId
  }

  /** True until a sync has begun, and again after each edit. */
  get dirty(): boolean {
    return this.#dirty
  }

  mark(edit: Exclude<WorkbookEdit, { kind: "sheets" | "visited" }>): void {
    this.#dirty = true
    if (edit.kind === "calculated") this.#calculated = true
    if (edit.kind !== "cells") return
    // What is below and beside moved cells may have moved with them.
    this.#edited.push(...edit.areas.map((area) => (edit.shifted ? from(area) : area)))
  }

  /** Edits may have been missed: every block is read again. */
  markAll(): void {
    this.#dirty = true
    this.#edited = [from({ row: 0, column: 0 })]
  }

  /** @returns whether a table has gone since the last time, or has another name. */
  describe({ definitions: { tables } }: SheetDescription): boolean {
    const before = this.#tables
    this.#tables = tables.map(({ name }) => name)
    return before.some((name) => !this.#tables.includes(name))
  }

  /** The last sync did not come to its end. */
  markFailed(): void {
    this.#dirty = true
  }

  /** A sync begins: edits from here on count for the next one. */
  begin(): void {
    for (const [key, block] of this.#known)
      if ((this.#calculated && block.calculated) || this.#edited.some((area) => touches(area, block.area)))
        this.#known.set(key, { ...block, stale: true })
    for (const area of this.#edited) {
      if (blockCount(area) > denseBlocks) this.#unsearched = true
      else
        for (const part of blocksOf(area))
          if (!this.#known.has(blockKey(part)))
            this.#known.set(blockKey(part), { area: part, hash: null, calculated: false, cut: false, stale: true })
    }
    this.#edited = []
    this.#calculated = false
    this.#dirty = false
  }

  /** The blocks that make up the sheet now, blank ones among them; `find` looks for those with values in a large area. */
  async blocksIn(used: Area | null, find: (area: Area) => Promise<readonly Area[]>): Promise<readonly Area[]> {
    const places = used ? await this.#placesIn(used, find) : []
    const blocks = new Map(
      places.flatMap((place) => {
        const block = used && wholeBlock(place, used)
        return block ? [[blockKey(block), block]] : []
      }),
    )
    for (const key of this.#known.keys()) if (!blocks.has(key)) this.#known.delete(key)
    this.#unsearched = false
    this.#used = used
    return [...blocks.values()].sort(inBlockOrder)
  }

  async #placesIn(used: Area, find: (area: Area) => Promise<readonly Area[]>): Promise<readonly Area[]> {
    if (blockCount(used) <= denseBlocks) return [...blocksOf(used)]
    const sameUsed = this.#used && formatArea(used) === formatArea(this.#used)
    if (this.#unsearched || !sameUsed) return find(used)
    return [...this.#known.values()].map(({ area }) => area)
  }

  needsReading(area: Area): boolean {
    const known = this.#known.get(blockKey(area))
    return !known || known.stale || formatArea(known.area) !== formatArea(area)
  }

  record(area: Area, block: Pick<KnownBlock, "hash" | "calculated" | "cut">): void {
    this.#known.set(blockKey(area), { ...block, area, stale: false })
  }

  /** The blocks that hold a value, as they were read. */
  get blocks(): SheetContent["blocks"] {
    return this.#filled.map(({ area, hash }) => ({ address: formatArea(area), hash }))
  }

  areaOf(hash: string): Area | undefined {
    for (const block of this.#known.values()) if (block.hash === hash) return block.area
    return undefined
  }

  /** Addresses of blocks whose texts were shortened. */
  get cutBlocks(): readonly string[] {
    return this.#filled.filter(({ cut }) => cut).map(({ area }) => formatArea(area))
  }

  get #filled(): (KnownBlock & { hash: string })[] {
    return [...this.#known.values()]
      .flatMap((block) => (block.hash === null ? [] : [{ ...block, hash: block.hash }]))
      .sort((a, b) => inBlockOrder(a.area, b.area))
  }
}

/** A block grows with the used cells: an edit in a part that was blank before counts as well. */
const touches = (edited: Area, block: Area): boolean =>
  intersect(edited, wholeBlock(block, wholeSheet) ?? block) !== undefined

const wholeSheet: Area = { row: 0, column: 0, rowCount: limits.sheetRows, columnCount: limits.sheetColumns }

const from = ({ row, column }: Pick<Area, "row" | "column">): Area => ({
  row,
  column,
  rowCount: limits.sheetRows - row,
  columnCount: limits.sheetColumns - column,
})
