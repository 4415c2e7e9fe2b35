import {
  ask,
  bold,
  nameOf,
  Proofs,
  sourcesOf,
  styleOf,
  whereOf,
  whereText,
  type Answering,
  type Context,
} from "../reading/draft.ts"
import { numberAt } from "../reading/measures.ts"
import type { Task } from "../reading/task.ts"
import { noRows, rowsText } from "./answerText.ts"

/** The total of one column divided by the total of another: "revenue per unit". */
export async function* answerRatio(context: Context, { top, bottom }: Extract<Task, { kind: "ratio" }>): Answering {
  const { filters } = context.plan
  const aggregates = [top, bottom].map(({ name }) => ({ function: "sum" as const, column: name }))
  const result = yield* ask(context, { where: whereOf(filters), aggregates })
  const where = whereText(filters)
  const understood = `the total of ${nameOf(top)} divided by the total of ${nameOf(bottom)}${where}, over ${rowsText(result)}`
  const [over, under] = [numberAt(result.rows[0], 0), numberAt(result.rows[0], 1)]
  if (result.matchedRows === 0 || over === null || under === null) return { ...noRows(context, result), understood }
  const proofs = new Proofs()
  const sources = sourcesOf(result)
  const total = (value: number, column: typeof top): string =>
    proofs.show(value, styleOf(column), result.operation, sources)
  const parts = `${total(over, top)} ÷ ${total(under, bottom)}`
  if (under === 0)
    return {
      sentence: `The total of ${nameOf(bottom)}${where} is zero, so nothing can be divided by it.`,
      understood,
      notes: [],
      proofs: [],
      sources,
      certainty: 0.7,
    }
  const text = proofs.show(over / under, styleOf(top), `sum of ${top.name} ÷ sum of ${bottom.name}`, sources)
  return {
    sentence: `${nameOf(top)} per ${nameOf(bottom)}${where} is ${bold(text)}: ${parts}.`,
    understood,
    notes: result.notes,
    proofs: proofs.all,
    sources,
  }
}
