import { intersect, type Area } from "../../../shared/address.ts"
import type { SimSheet } from "../../workbook/contract.ts"
import { cellCount, isEntireColumn, isEntireRow, parseAreas, qualifiedText } from "../areas.ts"
import type { HostSession } from "../hostSession.ts"
import { integerArgument, optionalBoolean, optionalText, textArgument } from "../wireArguments.ts"
import { invalidArgument, invalidReference, itemNotFound } from "../wireErrors.ts"
import { nullObject, WireObject } from "../wireObject.ts"
import { specialAreas } from "../specialCells.ts"
import { Range } from "./range.ts"
import { RangeCollection } from "./rangeCollection.ts"
import { Worksheet } from "./worksheet.ts"

/** Several rectangles of one sheet, such as a selection made with Ctrl. */
export class RangeAreas extends WireObject {
  override readonly className = "RangeAreas"
  override readonly navigation = ["Areas", "Worksheet"]
  override readonly keptByReference = true
  readonly sheetId: string
  readonly areas: readonly Area[]

  constructor(host: HostSession, sheetId: string, areas: readonly Area[]) {
    super(host)
    this.sheetId = sheetId
    this.areas = areas
  }

  get sheet(): SimSheet {
    const sheet = this.workbook.sheetById(this.sheetId)
    if (!sheet) throw invalidReference()
    return sheet
  }

  get ranges(): Range[] {
    return this.areas.map((area) => new Range(this.host, this.sheetId, area))
  }

  get Areas(): RangeCollection {
    return new RangeCollection(this.host, this.ranges)
  }
  get Worksheet(): Worksheet {
    return new Worksheet(this.host, this.sheetId)
  }
  get Address(): string {
    return this.areas.map((area) => qualifiedText(this.sheet.name, area)).join(",")
  }
  get AddressLocal(): string {
    return this.Address
  }
  get AreaCount(): number {
    return this.areas.length
  }
  get CellCount(): number {
    const cells = this.areas.reduce((sum, area) => sum + cellCount(area), 0)
    return cells > 2 ** 31 - 1 ? -1 : cells
  }
  get IsEntireColumn(): boolean {
    return this.areas.every(isEntireColumn)
  }
  get IsEntireRow(): boolean {
    return this.areas.every(isEntireRow)
  }

  Calculate(): void {
    this.workbook.calculate()
  }

  SetDirty(): void {}

  Clear(applyTo: unknown): void {
    for (const range of this.ranges) range.Clear(applyTo)
  }

  GetEntireRow(): RangeAreas {
    return this.#with(this.ranges.map((range) => range.GetEntireRow().area))
  }

  GetEntireColumn(): RangeAreas {
    return this.#with(this.ranges.map((range) => range.GetEntireColumn().area))
  }

  GetOffsetRangeAreas(rows: unknown, columns: unknown): RangeAreas {
    const down = integerArgument(rows)
    const right = integerArgument(columns)
    return this.#with(this.ranges.map((range) => range.GetOffsetRange(down, right).area))
  }

  GetIntersection(other: unknown): RangeAreas {
    return present(this.GetIntersectionOrNullObject(other))
  }

  GetIntersectionOrNullObject(other: unknown): RangeAreas | typeof nullObject {
    const theirs = this.#areasArgument(other)
    return this.#orNull(this.areas.flatMap((area) => theirs.flatMap((their) => intersect(area, their) ?? [])))
  }

  GetUsedRangeAreas(valuesOnly: unknown): RangeAreas {
    return present(this.GetUsedRangeAreasOrNullObject(valuesOnly))
  }

  GetUsedRangeAreasOrNullObject(valuesOnly: unknown): RangeAreas | typeof nullObject {
    const used = this.ranges.map((range) => range.GetUsedRangeOrNullObject(optionalBoolean(valuesOnly, false)))
    return this.#orNull(used.flatMap((range) => (range === nullObject ? [] : [range.area])))
  }

  GetSpecialCells(type: unknown, valueType: unknown): RangeAreas {
    return present(this.GetSpecialCellsOrNullObject(type, valueType))
  }

  GetSpecialCellsOrNullObject(type: unknown, valueType: unknown): RangeAreas | typeof nullObject {
    const [kind, values] = [textArgument(type), optionalText(valueType)]
    return this.#orNull(this.areas.flatMap((area) => specialAreas(this.sheet, area, kind, values)))
  }

  #with(areas: readonly Area[]): RangeAreas {
    return new RangeAreas(this.host, this.sheetId, areas)
  }

  #orNull(areas: readonly Area[]): RangeAreas | typeof nullObject {
    return areas.length > 0 ? this.#with(areas) : nullObject
  }

  #areasArgument(other: unknown): readonly Area[] {
    if (other instanceof RangeAreas) return other.areas
    if (other instanceof Range) return [other.area]
    if (typeof other === "string") return parseAreas(other).map(({ area }) => area)
    throw invalidArgument()
  }
}

function present(found: RangeAreas | typeof nullObject): RangeAreas {
  if (found === nullObject) throw itemNotFound()
  return found
}
