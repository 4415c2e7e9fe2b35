import { isExcelError, isNumericKind } from "../../shared/cell.ts"
import { counted, someCells, type Column, type Table } from "../tables/table.ts"
import { isCodeName } from "../tables/codeName.ts"
import { isMeasure, type Facts } from "./insights.ts"

const recommendationsShown = 8

/** What to mend in the data and what to look at next, each naming its cells or columns. */
export function recommendations(table: Table, facts: Facts): string[] {
  return [
    ...table.columns.flatMap((column) => mend(table, column)),
    ...(facts.duplicateRows > 0
      ? [
          `Check the ${counted(facts.duplicateRows, "row")} that repeat an earlier row; Data > Remove Duplicates takes them out.`,
        ]
      : []),
    ...(table.shape.headerRow === null && table.sheetRows.length > 1 && table.columns.length > 1
      ? ["Add a header row, so that columns can be asked for by name."]
      : []),
    ...next(facts),
  ].slice(0, recommendationsShown)
}

function mend(table: Table, column: Column): string[] {
  const { shape, values, numbersAsText, datesAsText } = column
  const errors: number[] = []
  const blanks: number[] = []
  const strays: number[] = []
  values.forEach((value, index) => {
    if (value === null) blanks.push(index)
    else if (isExcelError(value)) errors.push(index)
    else if (typeof value === "string" && (isNumericKind(shape.kind) || shape.kind === "date")) strays.push(index)
  })
  const found: string[] = []
  if (errors.length > 0)
    found.push(`Correct the ${counted(errors.length, "error")} in ${shape.name} (${someCells(table, column, errors)}).`)
  const codes = shape.kind === "text" && isCodeName(shape.name)
  if (numbersAsText.length > 0 && !codes)
    found.push(
      `Convert ${counted(numbersAsText.length, "number")} stored as text in ${shape.name} (${someCells(table, column, numbersAsText)}).`,
    )
  if (datesAsText.length > 0)
    found.push(
      `Convert ${counted(datesAsText.length, "date")} stored as text in ${shape.name} (${someCells(table, column, datesAsText)}).`,
    )
  const convertible = new Set([...numbersAsText, ...datesAsText])
  const odd = strays.filter((index) => !convertible.has(index))
  if (odd.length > 0)
    found.push(`Check the ${counted(odd.length, "text cell")} in ${shape.name} (${someCells(table, column, odd)}).`)
  if (blanks.length > 0 && blanks.length < values.length / 2)
    found.push(`Fill the ${counted(blanks.length, "blank")} in ${shape.name} (${someCells(table, column, blanks)}).`)
  return found
}

function next({ columns, trends }: Facts): string[] {
  const measure = columns.find(isMeasure)
  const group = columns.find(
    (column) => column.kind === "text" && column.distinct > 1 && column.distinct * 2 <= column.count,
  )
  if (!measure) return []
  const verb = measure.kind === "percentage" ? "average" : "sum"
  return [
    ...(group ? [`Ask for the ${verb} of ${measure.name} by ${group.name}.`] : []),
    ...(trends[0] ? [`Ask for the ${verb} of ${measure.name} by month of ${trends[0].dateColumn}.`] : []),
  ]
}
