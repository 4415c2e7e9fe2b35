import { z } from "zod"
import {
  citationLink,
  columnLetter,
  formatArea,
  intersect,
  parseAddress,
  qualify,
  tryParseAddress,
} from "../../../shared/address.ts"
import { formatKind, isBlank, isFormula, type CellValue } from "../../../shared/cell.ts"
import { clip } from "../../../shared/clip.ts"
import { AppError } from "../../../shared/errors.ts"
import { limits } from "../../../shared/limits.ts"
import { quotable } from "../../../shared/quotable.ts"
import type { RangeContent } from "../../../shared/workbook.ts"
import type { CitedRange } from "../proofs/citedSources.ts"
import { scopeRanges } from "../question/scope.ts"
import { jsonParameters } from "./jsonParameters.ts"
import { parseInput } from "./parseInput.ts"
import type { Fact } from "../proofs/fact.ts"
import type { Tool, ToolContext, ToolOutput } from "./tool.ts"

const resultCharacters = 6000
const listedSheets = 20

const inputSchema = z.object({
  worksheet: z.string().min(1).max(255).describe("Name of the sheet, as it is written."),
  address: z.string().min(1).max(64).describe("Cells such as A1:F40, without the sheet."),
})

export const readRange: Tool = {
  label: "Reading cells",
  definition: {
    name: "read_range",
    description:
      "Reads cells with their formulas, in the selection or on any sheet of the workbook that the user includes. For what the other tools cannot reach: titles, notes, formulas, single cells.",
    parameters: jsonParameters(inputSchema),
  },
  unavailable: (context) =>
    context.workbook?.read && scopeRanges(context).length > 0
      ? undefined
      : "There are no cells to read for this question.",
  prepare(input) {
    const { worksheet, address } = parseInput("read_range", inputSchema, input)
    if (!tryParseAddress(address) || address.includes("!"))
      throw new AppError(
        "invalid_request",
        `"${clip(address, 64)}" is no cell address such as A1:F40. Call read_range again.`,
      )
    return async (context) => {
      const allowed = allowedCells(context, worksheet, address)
      if (!context.workbook?.read) throw new AppError("pane_unavailable", "No pane is open to read cells.")
      return present(await context.workbook.read(allowed.worksheet, allowed.address))
    }
  },
}

/** The part of the cells that lies where it may be read and holds something. @throws AppError invalid_request with what may be read. */
function allowedCells(context: ToolContext, worksheet: string, address: string): CitedRange {
  const all = scopeRanges(context)
  const same = all.filter((place) => place.worksheet.toLowerCase() === worksheet.trim().toLowerCase())
  const wanted = parseAddress(address)
  const parts = same.flatMap((place) => {
    const part = intersect(wanted, parseAddress(place.address))
    return part ? [{ worksheet: place.worksheet, part }] : []
  })
  const [largest] = parts.sort((a, b) => cells(b.part) - cells(a.part))
  if (!largest) throw refused(worksheet, address, same, all)
  if (cells(largest.part) > limits.cellsPerBlock)
    throw new AppError(
      "invalid_request",
      `${formatArea(largest.part)} has ${cells(largest.part).toLocaleString("en-US")} cells; read at most ${limits.cellsPerBlock.toLocaleString("en-US")} at once.`,
    )
  return { worksheet: largest.worksheet, address: formatArea(largest.part) }
}

const cells = ({ rowCount, columnCount }: { rowCount: number; columnCount: number }): number => rowCount * columnCount

function refused(
  worksheet: string,
  address: string,
  same: readonly CitedRange[],
  all: readonly CitedRange[],
): AppError {
  const list = (places: readonly CitedRange[]): string =>
    places
      .slice(0, listedSheets)
      .map((place) => qualify(place.worksheet, place.address))
      .join(", ")
  const sentence =
    same.length > 0
      ? `${address} lies outside of what may be read of ${clip(worksheet, 80)}: ${list(same)}.`
      : `The user has not included the sheet ${clip(worksheet, 80)}. What may be read is: ${list(all)}.`
  return new AppError(
    "invalid_request",
    `${sentence} If the answer needs other cells, tell the user to select them or to include their sheet.`,
  )
}

function present(content: RangeContent): ToolOutput {
  const { worksheet } = content
  const area = parseAddress(content.address)
  const facts: Fact[] = []
  const labels = [worksheet]
  const rows: unknown[][] = []
  let characters = 0
  for (const [r, values] of content.values.entries()) {
    const line = values.map((value, c) => cellText(content, value, r, c))
    if (line.every((text) => text === "")) continue
    characters += JSON.stringify(line).length
    if (characters > resultCharacters && rows.length > 0) break
    rows.push([area.row + r + 1, ...line])
    for (const [c, value] of values.entries()) {
      const address = formatArea({ row: area.row + r, column: area.column + c, rowCount: 1, columnCount: 1 })
      const kind = formatKind(content.numberFormats?.[r]?.[c])
      if (typeof value === "number" && kind !== "date") facts.push(cellFact(worksheet, address, value, kind))
      else if (!isBlank(value)) labels.push(line[c] ?? "")
    }
  }
  const filled = content.values.filter((values) => values.some((value) => !isBlank(value))).length
  const columns = Array.from({ length: area.columnCount }, (_, c) => columnLetter(area.column + c))
  return {
    content: JSON.stringify({
      cite: citationLink(worksheet, content.address),
      columns: ["row", ...columns],
      rows,
      ...(filled > rows.length && {
        notes: [
          `${filled - rows.length} of ${filled} filled rows are not shown; read fewer cells at once to see them.`,
        ],
      }),
    }),
    summary: `Read ${qualify(worksheet, content.address)}`,
    ranges: [{ sheet: worksheet, address: content.address }],
    facts,
    operands: [],
    labels,
  }
}

/** The value as the sheet shows it, with its formula if it has one. */
function cellText({ formulas, numberFormats }: RangeContent, value: CellValue, row: number, column: number): string {
  const format = numberFormats?.[row]?.[column] ?? null
  const text = isBlank(value) ? "" : quotable(value, { kind: formatKind(format), format })
  const formula = formulas?.[row]?.[column]
  return isFormula(formula, value) ? `${text} (${clip(formula, 200)})` : text
}

const cellFact = (sheet: string, address: string, value: number, kind: string): Fact => ({
  value,
  operation: `value in ${address} of ${sheet}`,
  ranges: [{ sheet, address }],
  measure: `column ${address.replace(/\d+$/, "")} of ${sheet}`,
  fraction: kind === "percentage",
})
