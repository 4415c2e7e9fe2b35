import assert from "node:assert/strict"
import { offlineAnswer } from "../../../../../server/assistant/analyst/offlineAnalyst.ts"
import type { Question, WorkbookHit } from "../../../../../server/assistant/question/question.ts"
import { AppError } from "../../../../../shared/errors.ts"
import { foundChunk } from "../../../../support/foundChunk.ts"
import { questionWorkbook } from "../../../../support/questionWorkbook.ts"
import { ordersRange } from "../../../../support/ordersRange.ts"

const signal = new AbortController().signal
const header = foundChunk({ type: "header", address: "A1:C4" })

async function answer(content: string, over: Partial<Question> & { hits?: WorkbookHit[]; fails?: boolean }) {
  const { hits = [header], fails = false, ...rest } = over
  const search = () => (fails ? Promise.reject(new AppError("storage_unavailable", "down")) : Promise.resolve(hits))
  const question: Question = {
    content,
    intent: "analysis",
    history: [],
    range: undefined,
    workbook: questionWorkbook([], {}, { search }),
    ...rest,
  }
  let text = ""
  let sources: unknown
  for await (const event of offlineAnswer(question, signal)) {
    if (event.kind === "text") text += event.text
    if (event.kind === "complete") sources = event.summary.sources
  }
  return { text, sources }
}

describe("offlineAnswer with an index of the workbook", () => {
  it("says where a table is named like the question when nothing is selected", async () => {
    const { text, sources } = await answer("What are the salaries?", {})
    assert.match(text, /It may be in \[Staff!A1:C4\]\(cell:Staff%21A1%3AC4\): select that and ask again/)
    assert.deepEqual(sources, [{ sheet: "Staff", address: "A1:C4" }])
  })

  it("says so too for words that the selected table does not know", async () => {
    const { text } = await answer("What is the total salary by region?", { range: ordersRange() })
    assert.match(text, /"salary".*It may be in \[Staff!A1:C4\]/s)
  })

  it("names no table that is named otherwise, nor the selected one", async () => {
    const own = { ...header, sheet: "Orders", tableAddress: "A3:D8", columns: ["Salary"] }
    assert.doesNotMatch((await answer("What about the weather?", {})).text, /It may be in/)
    const selected = await answer("What is the total salary by region?", { range: ordersRange(), hits: [own] })
    assert.doesNotMatch(selected.text, /It may be in/)
  })

  it("answers as before when the index fails", async () => {
    const { text, sources } = await answer("What are the salaries?", { fails: true })
    assert.match(text, /Select the cells you want to ask about/)
    assert.deepEqual(sources, [])
  })
})
