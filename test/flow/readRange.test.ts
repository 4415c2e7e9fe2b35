import assert from "node:assert/strict"
import type { WorkerAnalyzer } from "../../server/analysis/workerAnalyzer.ts"
import { sharedAnalyzer } from "../support/sharedAnalyzer.ts"
import { parseAddress } from "../../shared/address.ts"
import type { CellValue } from "../../shared/cell.ts"
import type { Selection } from "../../shared/protocol.ts"
import type { PaneSocket } from "../support/paneSocket.ts"
import { sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"

/** Row 1 is the header; below it 10 for West and 25 for East, in turn. */
function cellsOf(address: string): CellValue[][] {
  const area = parseAddress(address)
  return Array.from({ length: area.rowCount }, (_, index) => {
    const row = area.row + index
    return row === 0 ? ["Amount", "Region"] : row % 2 === 0 ? [25, "East"] : [10, "West"]
  })
}

const selectionOf = (address: string, withCells = false): Selection => {
  const { rowCount, columnCount } = parseAddress(address)
  const content = { worksheet: "Orders", address, values: cellsOf(address) }
  return { worksheet: "Orders", address, rowCount, columnCount, ...(withCells && { content }) }
}

const textOf = (pane: PaneSocket): string =>
  pane
    .of("assistant_response_chunk")
    .map(({ content }) => content)
    .join("")

describe("a question about a range", () => {
  let analyzer: WorkerAnalyzer
  let server: TestServer
  before(async () => {
    analyzer = sharedAnalyzer()
    server = await startTestServer({}, { database: await sharedDatabase(), analyzer })
    await analyzer.ready()
  })
  after(() => server.close())

  const open = async (user: string): Promise<PaneSocket> => server.connect(user, await server.createSession(user))

  it("is answered exactly from the cells that come with it", async () => {
    const pane = await open("ann")
    pane.ask("m1", "What is the total Amount?", selectionOf("A1:B101", true))
    const complete = await pane.next("assistant_response_complete")
    assert.match(textOf(pane), /1,750/)
    assert.equal(complete.answeredBy, "offline")
    assert.deepEqual(complete.proofs.map(({ value }) => value).includes(1750), true)
    assert.equal(pane.of("typing_indicator")[0]?.label, "Looking at Orders!A1:B101")
    assert.equal(pane.of("read_range").length, 0)
    assert.ok(pane.of("tool_finished").every(({ ok }) => ok))
  })

  it("reads a large selection in blocks, top to bottom, and says how far it is", async () => {
    const pane = await open("bob")
    pane.ask("m1", "What is the total Amount?", selectionOf("A1:B25001"))
    const asked: string[] = []
    for (let count = 1; count <= 3; count++) {
      const { readId, worksheet, address } = await pane.next("read_range", count)
      asked.push(address)
      pane.send({ type: "range_content", readId, content: { worksheet, address, values: cellsOf(address) } })
    }
    await pane.next("assistant_response_complete")
    assert.deepEqual(asked, ["A1:B10000", "A10001:B20000", "A20001:B25001"])
    assert.match(textOf(pane), /437,500/)
    const labels = pane.of("typing_indicator").map(({ label, progress }) => [label, progress])
    assert.deepEqual(labels.slice(0, 4), [
      ["Looking at Orders!A1:B25001", null],
      ["Reading Orders, 1 of 3 blocks", 0],
      ["Reading Orders, 2 of 3 blocks", 1 / 3],
      ["Reading Orders, 3 of 3 blocks", 2 / 3],
    ])
  })

  it("asks a pane again that reconnects while cells are awaited", async () => {
    const sessionId = await server.createSession("cal")
    const first = await server.connect("cal", sessionId)
    first.ask("m1", "What is the total Amount?", selectionOf("A1:B101"))
    await first.next("read_range")
    first.cut()
    const second = await server.connect("cal", sessionId)
    second.send({ type: "resume", afterSeq: 0 })
    const { readId, worksheet, address } = await second.next("read_range")
    second.send({ type: "range_content", readId, content: { worksheet, address, values: cellsOf(address) } })
    await second.next("assistant_response_complete")
    assert.match(textOf(second), /1,750/)
  })

  it("asks again when the pane had the request before its line broke, and not twice", async () => {
    const sessionId = await server.createSession("cay")
    const first = await server.connect("cay", sessionId)
    first.ask("m1", "What is the total Amount?", selectionOf("A1:B101"))
    const { seq } = await first.next("read_range")
    first.cut()
    const second = await server.connect("cay", sessionId)
    second.send({ type: "resume", afterSeq: seq })
    const { readId, worksheet, address } = await second.next("read_range")
    second.send({ type: "resume", afterSeq: seq })
    second.send({ type: "range_content", readId, content: { worksheet, address, values: cellsOf(address) } })
    await second.next("assistant_response_complete")
    assert.match(textOf(second), /1,750/)
    const numbers = second.of("read_range").map((asked) => asked.seq)
    assert.equal(new Set(numbers).size, 1)
  })

  it("reads a block in smaller ones when its cells are too much for one message", async () => {
    const pane = await open("cyd")
    pane.ask("m1", "What is the total Amount?", selectionOf("A1:B101"))
    const asked: string[] = []
    for (let count = 1; count <= 3; count++) {
      const { readId, worksheet, address } = await pane.next("read_range", count)
      asked.push(address)
      if (count === 1)
        pane.send({ type: "range_failed", readId, code: "message_too_large", message: "Too much text at once." })
      else pane.send({ type: "range_content", readId, content: { worksheet, address, values: cellsOf(address) } })
    }
    await pane.next("assistant_response_complete")
    assert.deepEqual(asked, ["A1:B101", "A1:B51", "A52:B101"])
    assert.match(textOf(pane), /1,750/)
  })

  it("says so when even one row is too much for one message", async () => {
    const pane = await open("cyn")
    pane.ask("m1", "What is the total Amount?", selectionOf("A1:B2"))
    for (let count = 1; count <= 2; count++) {
      const { readId } = await pane.next("read_range", count)
      pane.send({ type: "range_failed", readId, code: "message_too_large", message: "Too much text at once." })
    }
    const error = await pane.next("error")
    assert.deepEqual([error.code, error.message], ["message_too_large", "Too much text at once."])
  })

  it("ends with the pane's own reason when Excel cannot give the cells", async () => {
    const pane = await open("deb")
    pane.ask("m1", "Total Amount?", selectionOf("A1:B101"))
    const { readId } = await pane.next("read_range")
    pane.send({ type: "range_failed", readId, code: "excel_busy", message: "Finish editing the cell first." })
    const error = await pane.next("error")
    assert.deepEqual(
      [error.code, error.message, error.retryable],
      ["excel_busy", "Finish editing the cell first.", true],
    )
    assert.equal(error.requestId, pane.of("assistant_response_start")[0]?.requestId)
  })

  it("does not take other cells for the ones that it asked for", async () => {
    const pane = await open("eli")
    pane.ask("m1", "Total Amount?", selectionOf("A1:B101"))
    const { readId } = await pane.next("read_range")
    pane.send({
      type: "range_content",
      readId,
      content: { worksheet: "Orders", address: "A1:B50", values: cellsOf("A1:B50") },
    })
    assert.equal((await pane.next("error")).code, "excel_failed")
  })

  it("can be stopped while cells are awaited", async () => {
    const pane = await open("flo")
    pane.ask("m1", "Total Amount?", selectionOf("A1:B101"))
    await pane.next("read_range")
    pane.send({ type: "stop" })
    assert.equal((await pane.next("assistant_response_complete")).ended, "stopped")
  })

  it("says range_too_large without reading anything", async () => {
    const pane = await open("gil")
    pane.ask("m1", "Total Amount?", selectionOf("A1:C1000000"))
    const error = await pane.next("error")
    assert.equal(error.code, "range_too_large")
    assert.equal(error.message, "Orders!A1:C1000000 has 3,000,000 cells; select at most 2,000,000.")
    assert.equal(pane.of("read_range").length, 0)
  })

  it("says range_empty for blank cells, and answers the next question", async () => {
    const pane = await open("hal")
    const content = { worksheet: "Orders", address: "D1:D3", values: [[null], [""], [null]] as CellValue[][] }
    pane.ask("m1", "Total?", { worksheet: "Orders", address: "D1:D3", rowCount: 3, columnCount: 1, content })
    assert.equal((await pane.next("error")).code, "range_empty")
    pane.ask("m2", "What is the total Amount?", selectionOf("A1:B101", true))
    await pane.next("assistant_response_complete")
  })

  it("ends with timeout when no answer is ready in time", async () => {
    const hasty = await startTestServer(
      {},
      { database: await sharedDatabase(), analyzer: keepOpen(analyzer), turnMs: 100 },
    )
    const pane = await hasty.connect("ida", await hasty.createSession("ida"))
    pane.ask("m1", "Total Amount?", selectionOf("A1:B101"))
    assert.equal((await pane.next("error")).code, "timeout")
    await hasty.close()
  })

  it("profiles a range for a script, and refuses what is no range", async () => {
    const body = { worksheet: "Orders", address: "A1:B101", values: cellsOf("A1:B101") }
    const reply = await server.request("POST", "/api/analysis/range", { user: "joe", body })
    assert.equal(reply.status, 200)
    const columns = reply.body["columns"] as { name: string; kind: string; statistics: { sum: number } | null }[]
    assert.deepEqual(
      columns.map(({ name, kind }) => [name, kind]),
      [
        ["Amount", "integer"],
        ["Region", "text"],
      ],
    )
    assert.equal(columns[0]?.statistics?.sum, 1750)
    const bad: [unknown, number, string][] = [
      [{ ...body, address: "nowhere" }, 400, "invalid_request"],
      [{ ...body, values: [[{}]] }, 400, "invalid_request"],
      ["[", 400, "invalid_request"],
      [{ ...body, values: [[null]] }, 422, "range_empty"],
    ]
    for (const [wrong, status, code] of bad) {
      const refused = await server.request("POST", "/api/analysis/range", { user: "joe", body: wrong })
      assert.deepEqual([refused.status, refused.body["code"]], [status, code], JSON.stringify(wrong))
    }
    assert.equal((await server.request("POST", "/api/analysis/range", { body })).status, 401)
  })

  it("answers a script's question about cells", async () => {
    const body = { message: "Total Amount by Region", selection: selectionOf("A1:B101", true) }
    const reply = await server.request("POST", "/api/chat", { user: "kim", body })
    assert.equal(reply.status, 200)
    assert.match(String(reply.body["response"]), /1,250/)
    const { sources, answeredBy } = reply.body["metadata"] as { sources: unknown[]; answeredBy: string }
    assert.equal(answeredBy, "offline")
    assert.ok(sources.length > 0)
  })
})

/** The analyzer for a second server that must not close it. */
const keepOpen = (analyzer: WorkerAnalyzer): WorkerAnalyzer => ({ ...analyzer, close: () => Promise.resolve() })
