/** Excel names the only sheet of a text file after the file. */
export function textSheetName(fileName: string): string {
  const base = fileName.replace(/\.[^.]*$/, "").replace(/[\\/?*[\]:]/g, "_")
  return base.slice(0, 31).replace(/^'|'$/g, "_") || "Sheet1"
}
