import { WorksheetProtection } from "./worksheetProtection.ts"

export class WorkbookProtection extends WorksheetProtection {
  override readonly className = "WorkbookProtection"
}
