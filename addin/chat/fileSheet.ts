/** How a sheet of an uploaded file is named in an answer: `[Budget.xlsx]Orders`. No Excel sheet name holds brackets. */
const pattern = /^\[(?<file>.+)\](?<sheet>[^[\]]+)$/s

/** The file and its sheet; undefined for a sheet of the open workbook. */
export function fileSheet(name: string | undefined): { readonly file: string; readonly sheet: string } | undefined {
  const { file, sheet } = pattern.exec(name ?? "")?.groups ?? {}
  return file === undefined || sheet === undefined ? undefined : { file, sheet }
}
