import { citationLink } from "../../../../shared/address.ts"
import { bold, nameOf, plural, Proofs, type Context, type Draft } from "../reading/draft.ts"
import type { Task } from "../reading/task.ts"

const linkedCells = 10

/** Cells that show an error such as #DIV/0!, by column. */
export function answerErrors({ profile }: Context, task: Extract<Task, { kind: "errors" }>): Draft {
  const looked = task.columns.length > 0 ? task.columns : profile.columns
  const source = (address: string) => ({ sheet: profile.worksheet, address })
  const faulty = looked.filter(({ errors }) => errors > 0).sort((a, b) => b.errors - a.errors)
  const total = faulty.reduce((sum, { errors }) => sum + errors, 0)
  const sources = (faulty.length > 0 ? faulty : looked).slice(0, 20).map(({ address }) => source(address))
  const proofs = new Proofs()
  const count = bold(proofs.show(total, { kind: "integer" }, "number of error cells", sources))
  const place = (columns: typeof looked): string =>
    columns.length > 3 ? plural(columns.length, "column") : columns.map(nameOf).join(" and ")
  return {
    sentence:
      total === 0
        ? `There are ${count} error cells in ${place(looked)}.`
        : `There ${total === 1 ? "is" : "are"} ${count} error ${total === 1 ? "cell" : "cells"} in ${place(faulty)}.`,
    table:
      faulty.length === 0
        ? undefined
        : {
            head: ["Column", "Errors", "Cells"],
            rows: faulty
              .slice(0, 40)
              .map((column) => [
                nameOf(column),
                proofs.show(column.errors, { kind: "integer" }, `number of error cells of ${column.name}`, [
                  source(column.address),
                ]),
                [
                  ...column.errorCells.slice(0, linkedCells).map((cell) => citationLink(profile.worksheet, cell, cell)),
                  ...(column.errors > linkedCells
                    ? [`and ${(column.errors - linkedCells).toLocaleString("en-US")} more`]
                    : []),
                ].join(", "),
              ]),
            numeric: [1],
          },
    understood: `cells that hold an error, over ${plural(profile.rowCount, "row")}`,
    notes: total === 0 ? [] : ["Figures leave error cells out."],
    proofs: proofs.all,
    sources: faulty
      .slice(0, 20)
      .flatMap((column) => column.errorCells.slice(0, 5).map(source))
      .slice(0, 20),
  }
}
