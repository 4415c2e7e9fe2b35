import { formatArea, tryParseAddress } from "../../../../shared/address.ts"
import { AppError } from "../../../../shared/errors.ts"
import type { SheetDefinitions } from "../../../../shared/workbookMap.ts"
import type { PackageFile } from "./packageFile.ts"
import { isWholeFile } from "../book/unreadable.ts"
import { readRelations, type Relation } from "./relations.ts"
import { attribute, readXml } from "./readXml.ts"

type SheetObjects = Pick<SheetDefinitions, "tables" | "charts" | "pivots">

/** As many as a stored sheet takes (shared/workbookMap.ts). */
const most = { tables: 5_000, charts: 1_000, pivots: 1_000 }
const nameCharacters = 255

const address = (ref: string | undefined): string | undefined => {
  const area = tryParseAddress(ref ?? "")
  return area && formatArea(area)
}

interface Found {
  readonly objects: SheetObjects
  /** Sentences about what could not be read. */
  readonly notes: readonly string[]
}

/** Tables, charts and pivot tables of a sheet, from the parts that it refers to. @throws AppError unreadable_file for a file made to do harm. */
export async function readSheetObjects(file: PackageFile, sheetPath: string): Promise<Found> {
  const notes: string[] = []
  const relations = await readRelations(file, sheetPath)
  async function read<T>(
    type: string,
    limit: number,
    one: (file: PackageFile, path: string) => Promise<T[]>,
  ): Promise<T[]> {
    const found: T[] = []
    for (const { path, ...relation } of relations) {
      if (relation.type !== type || found.length >= limit || !file.has(path)) continue
      try {
        found.push(...(await one(file, path)))
      } catch (error) {
        // The cells are there all the same.
        if (!(error instanceof AppError) || isWholeFile(error)) throw error
        notes.push(`A ${words[type] ?? type} of the sheet is damaged and was left out.`)
      }
    }
    return found.slice(0, limit)
  }
  const tables = await read("table", most.tables, readTable)
  const pivots = await read("pivotTable", most.pivots, readPivot)
  return { objects: { tables, pivots, charts: await read("drawing", most.charts, readDrawing) }, notes }
}

const words: Readonly<Record<string, string>> = { table: "table", pivotTable: "pivot table", drawing: "chart" }

async function readTable(file: PackageFile, path: string): Promise<SheetDefinitions["tables"]> {
  const found: SheetDefinitions["tables"] = []
  await readXml(file.read(path), {
    open(element, { displayName, name = displayName, ref, headerRowCount, totalsRowCount }, depth) {
      const where = address(ref)
      if (element === "table" && depth === 1 && where && name)
        found.push({
          name: (displayName ?? name).slice(0, nameCharacters),
          address: where,
          hasHeader: headerRowCount !== "0",
          hasTotals: Number(totalsRowCount ?? 0) > 0,
        })
    },
  })
  return found
}

async function readPivot(file: PackageFile, path: string): Promise<SheetDefinitions["pivots"]> {
  let name = "PivotTable"
  let where: string | undefined
  await readXml(file.read(path), {
    open(element, attributes, depth) {
      if (depth === 1) name = attributes.name ?? name
      if (element === "location") where = address(attributes.ref)
    },
  })
  return [{ name: name.slice(0, nameCharacters), address: where ?? null }]
}

/** The charts of a drawing under the names that Excel's selection pane shows. */
async function readDrawing(file: PackageFile, path: string): Promise<SheetDefinitions["charts"]> {
  const relations = await readRelations(file, path)
  const frames: { name: string; relation: Relation }[] = []
  let name = ""
  await readXml(file.read(path), {
    open(element, attributes) {
      if (element === "cNvPr") name = attributes.name ?? ""
      if (element !== "chart") return
      const relation = relations.find(({ id }) => id === attribute(attributes, "id"))
      if (relation && file.has(relation.path)) frames.push({ name, relation })
    },
  })
  const charts: SheetDefinitions["charts"] = []
  for (const { name, relation } of frames.slice(0, most.charts))
    charts.push({ name: name.slice(0, nameCharacters), ...(await readChart(file, relation.path)) })
  return charts
}

/** `barChart` is its first kind of plot; the title is text of its own or, of a linked one, the text last shown. */
async function readChart(file: PackageFile, path: string): Promise<{ type: string; title: string | null }> {
  let type: string | undefined
  let title = ""
  let isInTitle = false
  let isInText = false
  const ancestors: string[] = []
  await readXml(file.read(path), {
    open(name, attributes) {
      if (ancestors.at(-1) === "plotArea") type ??= /^(\w+)Chart$/.exec(name)?.[1]
      if (name === "series") type ??= attributes.layoutId
      if (name === "title") isInTitle = ancestors.at(-1) === "chart"
      isInText = isInTitle && (name === "t" || name === "v")
      ancestors.push(name)
    },
    text(text) {
      if (isInText) title += text
    },
    close(name) {
      isInText = false
      if (name === "title") isInTitle = false
      if (isInTitle && name === "p") title += " "
      ancestors.pop()
    },
  })
  return { type: (type ?? "chart").slice(0, nameCharacters), title: title.trim().slice(0, nameCharacters) || null }
}
