import { nullObject, WireObject } from "../wireObject.ts"

/** The filter of a sheet outside its tables. The simulated workbook has none: files are opened without theirs. */
export class AutoFilter extends WireObject {
  override readonly className = "AutoFilter"

  get Enabled(): boolean {
    return false
  }
  get IsDataFiltered(): boolean {
    return false
  }

  GetRangeOrNullObject(): typeof nullObject {
    return nullObject
  }
}
