/** Versions by requirement set, as Excel reports them to Office.js. */
export type RequirementSets = Readonly<Record<string, string>>

/** What the simulated Excel supports. `NestedAppAuth` is added only where its bridge is there. */
export const defaultRequirementSets: RequirementSets = {
  ExcelApi: "1.17",
  DelayForCellEdit: "1.1",
  DialogApi: "1.2",
  DialogOrigin: "1.1",
  IdentityAPI: "1.3",
  RichApiRuntime: "1.2",
  Settings: "1.1",
  SharedRuntime: "1.2",
  SharedRuntimeInternal: "1.2",
}

/** An Excel that knows nothing newer than `version` ("1.1", "1.7") of ExcelApi. */
export const olderExcel = (version: string): RequirementSets => ({ ...defaultRequirementSets, ExcelApi: version })
