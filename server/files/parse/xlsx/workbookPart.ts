import type { Visibility, WorkbookMap } from "../../../../shared/workbookMap.ts"
import { numberFormat } from "../../../../shared/workbookFile/numberFormat.ts"
import type { PackageFile } from "./packageFile.ts"
import { readRelations } from "./relations.ts"
import { attribute, isTrue, readXml } from "./readXml.ts"

export interface WorkbookPart {
  readonly sheets: readonly {
    readonly name: string
    readonly visibility: Visibility
    readonly path: string | undefined
  }[]
  readonly names: WorkbookMap["names"]
  /** Dates count from 1904. */
  readonly is1904: boolean
  readonly stylesPath: string | undefined
  readonly stringsPath: string | undefined
}

const visibilities: Readonly<Record<string, Visibility>> = { hidden: "hidden", veryHidden: "very_hidden" }

/** What the main part says of the workbook. Sheets without cells (charts, dialogs, macros) are left out. @throws AppError unreadable_file. */
export async function readWorkbookPart(file: PackageFile, path: string): Promise<WorkbookPart> {
  const relations = await readRelations(file, path)
  const listed: { name: string; visibility: Visibility; id: string | undefined }[] = []
  const names: { name: string; local: number | undefined; formula: string }[] = []
  let is1904 = false
  let isInName = false
  await readXml(file.read(path), {
    open(element, attributes) {
      const { name } = attributes
      if (element === "workbookPr") is1904 = isTrue(attribute(attributes, "date1904"))
      if (element === "sheet" && name)
        listed.push({
          name,
          visibility: visibilities[attributes.state ?? ""] ?? "visible",
          id: attribute(attributes, "id"),
        })
      isInName =
        element === "definedName" && name !== undefined && !name.startsWith("_xlnm.") && !isTrue(attributes.hidden)
      if (isInName && name)
        names.push({ name, local: attributes.localSheetId ? Number(attributes.localSheetId) : undefined, formula: "=" })
    },
    text(text) {
      const last = names.at(-1)
      if (isInName && last) last.formula += text
    },
    close() {
      isInName = false
    },
  })
  const target = (type: string): string | undefined => relations.find((relation) => relation.type === type)?.path
  return {
    sheets: listed.flatMap(({ name, visibility, id }) => {
      const relation = relations.find((candidate) => candidate.id === id)
      if (relation && relation.type !== "worksheet") return []
      return [{ name: name.slice(0, 255), visibility, path: relation?.path }]
    }),
    names: names.flatMap(({ name, local, formula }) => {
      const sheet = local === undefined ? null : listed[local]?.name
      return sheet === undefined || formula === "=" ? [] : [{ name, formula, sheet }]
    }),
    is1904,
    stylesPath: target("styles"),
    stringsPath: target("sharedStrings"),
  }
}

/** The number format codes of the cell formats, by their index. @throws AppError unreadable_file. */
export async function readNumberFormats(file: PackageFile, path: string): Promise<string[]> {
  const own = new Map<number, string>()
  const ids: number[] = []
  let isInCells = false
  await readXml(file.read(path), {
    open(name, attributes) {
      if (name === "numFmt") own.set(Number(attributes.numFmtId), attributes.formatCode ?? "General")
      else if (name === "cellXfs") isInCells = true
      else if (name === "xf" && isInCells) ids.push(Number(attributes.numFmtId ?? 0))
    },
    close(name) {
      if (name === "cellXfs") isInCells = false
    },
  })
  return ids.map((id) => numberFormat(id, own))
}
