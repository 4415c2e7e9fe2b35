/** Requirement sets that the pane can do without; the manifest asks for none of them. */
export type OptionalSet =
  | "NestedAppAuth 1.1"
  | "IdentityAPI 1.3"
  | "DialogOrigin 1.1"
  | "ExcelApi 1.7"
  | "ExcelApi 1.8"
  | "ExcelApi 1.9"
  | "ExcelApi 1.12"
  | "ExcelApi 1.13"
  | "ExcelApi 1.17"

/** Whether this Excel has a requirement set. */
export function officeSupports(set: OptionalSet): boolean {
  const [name = "", version = ""] = set.split(" ")
  return Office.context.requirements.isSetSupported(name, version)
}
