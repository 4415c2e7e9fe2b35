import type { HostSession } from "../hostSession.ts"
import type { SheetCells } from "../precedents.ts"
import { textArgument } from "../wireArguments.ts"
import { itemNotFound } from "../wireErrors.ts"
import { WireCollection } from "../wireCollection.ts"
import { nullObject, WireObject } from "../wireObject.ts"
import { Range } from "./range.ts"
import { RangeAreas } from "./rangeAreas.ts"
import { RangeCollection } from "./rangeCollection.ts"

/** Rectangles of several sheets, such as the precedents of a formula. */
export class WorkbookRangeAreas extends WireObject {
  override readonly className = "WorkbookRangeAreas"
  override readonly navigation = ["Areas", "Ranges"]
  override readonly keptByReference = true
  readonly #cells: readonly SheetCells[]

  constructor(host: HostSession, cells: readonly SheetCells[]) {
    super(host)
    this.#cells = cells
  }

  get Addresses(): string[] {
    return this.#bySheet().map((areas) => areas.Address)
  }
  get Areas(): RangeAreasCollection {
    return new RangeAreasCollection(this.host, this.#bySheet())
  }
  get Ranges(): RangeCollection {
    const ranges = this.#cells.map(({ sheetId, area }) => new Range(this.host, sheetId, area))
    return new RangeCollection(this.host, ranges)
  }

  GetRangeAreasBySheet(key: unknown): RangeAreas {
    const areas = this.GetRangeAreasOrNullObjectBySheet(key)
    if (areas === nullObject) throw itemNotFound()
    return areas
  }

  GetRangeAreasOrNullObjectBySheet(key: unknown): RangeAreas | typeof nullObject {
    const name = textArgument(key)
    const sheet = this.workbook.sheetById(name) ?? this.workbook.sheetByName(name)
    return this.#bySheet().find(({ sheetId }) => sheetId === sheet?.id) ?? nullObject
  }

  #bySheet(): RangeAreas[] {
    const sheetIds = [...new Set(this.#cells.map(({ sheetId }) => sheetId))]
    return sheetIds.map((sheetId) => {
      const areas = this.#cells.filter((cells) => cells.sheetId === sheetId).map(({ area }) => area)
      return new RangeAreas(this.host, sheetId, areas)
    })
  }
}

export class RangeAreasCollection extends WireCollection<RangeAreas> {
  override readonly className = "RangeAreasCollection"
  readonly #items: readonly RangeAreas[]

  constructor(host: HostSession, items: readonly RangeAreas[]) {
    super(host)
    this.#items = items
  }

  override all(): readonly RangeAreas[] {
    return this.#items
  }

  override find(key: unknown): RangeAreas | undefined {
    return typeof key === "number" ? this.#items[key] : undefined
  }
}
