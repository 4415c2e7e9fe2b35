import { openModel } from "../server/compose/openModel.ts"
import type { PaneSocket } from "../test/support/paneSocket.ts"
import { startScriptedModel } from "../test/support/scriptedModelServer.ts"
import { startTestServer } from "../test/support/startTestServer.ts"
import { percentile } from "./percentile.ts"

const rounds = 40
const rows = 1000

/** 1,000 rows x 10 columns under a header, new numbers each time so that nothing can be remembered. */
function selection(round: number) {
  const header = ["Region", "Product", ...Array.from({ length: 8 }, (_, c) => `Amount ${c + 1}`)]
  const values = Array.from({ length: rows - 1 }, (_, r) => [
    ["North", "South", "East", "West"][r % 4] ?? "",
    `Product ${r % 20}`,
    ...Array.from({ length: 8 }, (_, c) => ((r * 37 + c * 11 + round) % 1000) / 4),
  ])
  const address = `A1:J${rows}`
  return {
    worksheet: "Data",
    address,
    rowCount: rows,
    columnCount: 10,
    content: { worksheet: "Data", address, values: [header, ...values] },
  }
}

function report(name: string, times: number[]): void {
  const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)]
  console.log(`  ${name.padEnd(46)} p50 ${p50.toFixed(1).padStart(7)} ms   p95 ${p95.toFixed(1).padStart(7)} ms`)
}

/** Milliseconds from sending each question to its first chunk of answer. */
async function timeTurns(pane: PaneSocket, question: string): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now()
    const before = pane.of("assistant_response_chunk").length
    pane.ask(`${question.slice(0, 8)}-${round}`, question, selection(round))
    await pane.next("assistant_response_chunk", before + 1)
    times.push(performance.now() - startedAt)
    await pane.next("assistant_response_complete", round + 1)
  }
  return times
}

/** Prints the time until the first chunk of an answer about 10,000 cells, beside asking the same scripted model without us. */
export async function firstChunkBench(): Promise<void> {
  console.log(`\nFirst chunk of an answer, 10,000-cell selection, ${rounds} questions (target: added p95 < 150 ms)`)
  const scripted = await startScriptedModel([{ kind: "say", chunks: ["The answer."] }])
  const config = { provider: "openai", apiKey: "none", baseUrl: scripted.baseUrl, model: "scripted" } as const
  const model = openModel(config)
  if (!model) throw new Error("no model")
  const direct: number[] = []
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now()
    const request = { messages: [{ role: "user", content: "Hello" }], tools: [], maxOutputTokens: 100 } as const
    for await (const event of model.stream(request, new AbortController().signal))
      if (event.kind === "text") direct.push(performance.now() - startedAt)
  }
  report("peer: the scripted model, asked directly", direct)
  for (const [name, changes, question] of [
    ["with the model, through the server", { model: config }, "What is in this table?"],
    ["offline analyst, computed answer", {}, "Total Amount 1 by Region"],
  ] as const) {
    const server = await startTestServer(changes)
    const pane = await server.connect("bench", await server.createSession("bench"))
    report(name, await timeTurns(pane, question))
    await server.close()
  }
  await scripted.close()
}
