import { WireObject } from "../wireObject.ts"

/** The simulated workbook is never protected; asking for protection fails by name. */
export class WorksheetProtection extends WireObject {
  override readonly className: string = "WorksheetProtection"

  get Protected(): boolean {
    return false
  }

  Unprotect(): void {}
}
