import { toAppError } from "../../../../shared/errors.ts"
import { tableLink } from "../reading/chooseTable.ts"
import { type Context, type Draft, plain, plural } from "../reading/draft.ts"
import type { QuestionReading } from "../reading/readQuestion.ts"
import type { ScopeTable } from "../../question/scope.ts"
import type { TurnEvent } from "../../question/turnEvent.ts"
import { answerTask } from "./answerTask.ts"

export interface TableReading {
  readonly table: ScopeTable
  readonly reading: Extract<QuestionReading, { kind: "understood" }>
}

const proofsAtMost = 200

/**
 * A question that several tables explain equally well, answered from each: with one sentence where all of them give the same figure,
 * else with what each one says. Undefined where none of them answers.
 */
export async function* answerSeveral(
  tables: readonly TableReading[],
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, Draft | undefined> {
  const said: Said[] = []
  for (const { table, reading } of tables) {
    const { range, profile, plan } = reading
    const warnings = new Set<string>()
    const draft = yield* answered({ range, profile, plan, signal, warnings })
    if (draft && !draft.declined) said.push({ table, draft: { ...draft, warnings: [...warnings] } })
  }
  return tablesSaid(said)
}

interface Said {
  readonly table: ScopeTable
  readonly draft: Draft
}

async function* answered(context: Context): AsyncGenerator<TurnEvent, Draft | undefined> {
  try {
    return yield* answerTask(context)
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.code !== "invalid_request") throw error
    return undefined
  }
}

function tablesSaid(said: readonly Said[]): Draft | undefined {
  const [first] = said
  if (!first) return undefined
  const links = said.map(({ table }) => tableLink(table))
  const all = {
    proofs: said.flatMap(({ draft }) => draft.proofs).slice(0, proofsAtMost),
    sources: said.flatMap(({ draft }) => draft.sources),
    warnings: said.flatMap(({ draft }) => draft.warnings ?? []),
  }
  if (new Set(said.map(({ draft }) => draft.sentence.toLowerCase())).size === 1)
    return {
      ...first.draft,
      ...all,
      notes: [
        said.length > 1
          ? `${plural(said.length, "table")} say the same: ${links.join(", ")}.`
          : `I used the table ${links[0] ?? ""}.`,
        ...first.draft.notes,
      ],
    }
  return {
    ...all,
    sentence: `It depends on the table that you mean; ${plural(said.length, "table")} answer this.`,
    table: {
      head: ["Table", "Answer"],
      rows: said.map(({ table, draft }) => [
        plain(table.table.title ?? table.table.name),
        draft.sentence.replaceAll("|", "\\|"),
      ]),
      numeric: [],
    },
    understood: first.draft.understood,
    notes: [`The tables are ${links.join(", ")}. Name one, or select its cells, for more of it.`],
    certainty: 0.6,
  }
}
