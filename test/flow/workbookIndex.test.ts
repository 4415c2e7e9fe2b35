import assert from "node:assert/strict"
import { setTimeout as wait } from "node:timers/promises"
import { createAnalyzer, type WorkerAnalyzer } from "../../server/analysis/workerAnalyzer.ts"
import type { Database } from "../../server/database/database.ts"
import { knowledgeIn } from "../../server/knowledge/knowledge.ts"
import { builtInEmbedder } from "../../server/models/builtInEmbedder.ts"
import { parseAddress } from "../../shared/address.ts"
import type { CellValue } from "../../shared/cell.ts"
import type { WorkbookScope } from "../../shared/protocol.ts"
import { AppError } from "../../shared/errors.ts"
import type { PaneSocket } from "../support/paneSocket.ts"
import { recordingLog } from "../support/recordingLog.ts"
import { scriptedModel, type SpokenReply } from "../support/scriptedModel.ts"
import { sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"

const staff: CellValue[][] = [
  ["Name", "Department", "Salary"],
  ["Ann", "Design", 5200],
  ["Bob", "Sales", 4100],
  ["Cleo", "Sales", 4700],
]

const sheets = (revision: string): WorkbookScope["sheets"] => [{ worksheet: "Staff", address: "A1:C4", revision }]

/** Sends the cells that it is asked for, until its line closes. */
async function answerReads(pane: PaneSocket, cells: () => CellValue[][] = () => staff): Promise<void> {
  for (let count = 1; ; count++) {
    const request = await pane.next("read_range", count).catch(() => undefined)
    if (!request) return
    const { readId, worksheet, address } = request
    const area = parseAddress(address)
    const values = cells()
      .slice(area.row, area.row + area.rowCount)
      .map((row) => row.slice(area.column, area.column + area.columnCount))
    pane.send({ type: "range_content", readId, content: { worksheet, address, values } })
  }
}

describe("the workbook beside a question", function () {
  this.timeout(60_000)
  let analyzer: WorkerAnalyzer
  let database: Database
  const log = recordingLog()
  let replies: readonly SpokenReply[] = []
  let asked = 0
  const model = scriptedModel(() => replies[Math.min(asked++, replies.length - 1)] ?? { chunks: ["Nothing."] })
  let server: TestServer
  before(async () => {
    analyzer = createAnalyzer({ workers: 1 })
    database = await sharedDatabase()
    server = await startTestServer({}, { database, analyzer, model, log })
    await analyzer.ready()
  })
  after(() => server.close())

  const open = async (user: string): Promise<PaneSocket> => server.connect(user, await server.createSession(user))

  /** Asks, and waits for the answer's end. */
  async function turn(pane: PaneSocket, content: string, workbook: WorkbookScope, ...says: readonly SpokenReply[]) {
    asked = 0
    replies = says
    const before = pane.of("assistant_response_complete").length
    pane.send({ type: "user_message", messageId: `m${before}-${content.slice(0, 20)}`, content, workbook })
    const complete = await pane.next("assistant_response_complete", before + 1)
    const requests = model.requests.slice(model.requests.length - asked)
    return { complete, requests, prompt: requests[0]?.messages.at(-1)?.content ?? "" }
  }

  /** Until the whole sheet is known at this revision. */
  async function untilIndexed(user: string, workbookId: string, revision: string): Promise<void> {
    const knowledge = knowledgeIn({ database, embedder: builtInEmbedder })
    const place = { owner: { tenantId: "local", userId: user }, workbookId }
    while ((await knowledge.revisions(place)).get("Staff") !== revision) await wait(5)
  }

  /** Type and address of an owner's chunks, once there are so many. */
  async function chunksOf(user: string, count: number): Promise<{ type: string; address: string }[]> {
    for (;;) {
      const rows = await database.asOwner({ tenantId: "local", userId: user }, (own) =>
        own.query<{ type: string; address: string }>("select type, address from chunks order by type, address", []),
      )
      if (rows.length >= count) return rows
      await wait(5)
    }
  }

  it("reads a shared sheet once for each revision and finds it in the next question", async () => {
    const pane = await open("index-ann")
    let cells = staff
    void answerReads(pane, () => cells)
    const scope = { id: "w1", sheets: sheets("r1") }
    const first = await turn(pane, "Who works here?", scope, { chunks: ["I do not know."] })
    assert.doesNotMatch(first.prompt, /Cleo/)
    assert.deepEqual(
      pane.of("read_range").map(({ worksheet, address }) => [worksheet, address]),
      [["Staff", "A1:C4"]],
    )
    await untilIndexed("index-ann", "w1", "r1")

    const second = await turn(pane, "What is the sum of the salary column?", scope, {
      chunks: ["The salaries sum up to 14,000 ([Staff!C2:C4](cell:Staff%21C2%3AC4))."],
    })
    assert.match(second.prompt, /"sharedSheets":\[\{"sheet":"Staff","cells":"A1:C4"\}\]/)
    assert.match(second.prompt, /"cells":"\[Staff!A2:C4\]\(cell:Staff%21A2%3AC4\)","type":"statistics"/)
    assert.match(second.prompt, /Salary \(C2:C4\): 3 values, sum 14,000/)
    assert.deepEqual(second.complete.proofs, [
      { value: 14_000, text: "14,000", operation: "sum of Salary", ranges: [{ sheet: "Staff", address: "C2:C4" }] },
    ])
    assert.deepEqual(second.complete.sources, [{ sheet: "Staff", address: "C2:C4" }])
    assert.equal(pane.of("read_range").length, 1, "an unchanged sheet is not read again")

    cells = [...staff.slice(0, 3), ["Dora", "Legal", 9000]]
    const changed = { id: "w1", sheets: sheets("r2") }
    await turn(pane, "Who earns the most?", changed, { chunks: ["Let me see."] })
    await untilIndexed("index-ann", "w1", "r2")
    const fourth = await turn(pane, "Which department is Dora in?", changed, { chunks: ["Legal."] })
    assert.match(fourth.prompt, /Name: Dora; Department: Legal; Salary: 9,000/)
    assert.doesNotMatch(fourth.prompt, /Cleo/)
  })

  it("says which found cells may have changed and takes no figure from them", async () => {
    const pane = await open("index-bob")
    void answerReads(pane)
    await turn(pane, "Who works here?", { id: "w1", sheets: sheets("r1") }, { chunks: ["Nobody."] })
    await untilIndexed("index-bob", "w1", "r1")
    const silent = await open("index-bob")
    const { complete, prompt } = await turn(
      silent,
      "Salary sum?",
      { id: "w1", sheets: sheets("r2") },
      {
        chunks: ["It is 14,000."],
      },
    )
    assert.match(prompt, /"outdated":"the sheet may have changed since this was read"/)
    assert.deepEqual(complete.proofs, [])
    assert.deepEqual(complete.unverified, ["14,000"])
  })

  it("lets the model search the workbook and read cells, and proves what it says with them", async () => {
    const pane = await open("index-cleo")
    void answerReads(pane)
    const scope = { id: "w1", sheets: sheets("r1") }
    await turn(pane, "Hello", scope, { chunks: ["Hello."] })
    await untilIndexed("index-cleo", "w1", "r1")
    const { complete, requests } = await turn(
      pane,
      "What does Bob earn?",
      scope,
      { toolCalls: [{ name: "search_workbook", arguments: { query: "Bob salary", chunkType: "data" } }] },
      { toolCalls: [{ name: "read_range", arguments: { worksheet: "staff", address: "C3" } }] },
      { chunks: ["Bob earns 4,100."] },
    )
    assert.deepEqual(
      requests[0]?.tools.map(({ name }) => name),
      ["search_workbook", "read_range"],
    )
    assert.match(requests[1]?.messages.at(-1)?.content ?? "", /Row 3: Name: Bob; Department: Sales; Salary: 4,100/)
    assert.match(requests[2]?.messages.at(-1)?.content ?? "", /"rows":\[\[3,"4,100"\]\]/)
    assert.deepEqual(complete.unverified, [])
    assert.deepEqual(complete.proofs[0]?.ranges, [{ sheet: "Staff", address: "C3" }])
    assert.deepEqual(
      pane.of("tool_finished").map(({ tool, summary, ok }) => [tool, summary, ok]),
      [
        ["search_workbook", 'Searched for "Bob salary": 1 place in Staff', true],
        ["read_range", "Read Staff!C3", true],
      ],
    )
  })

  it("reads nothing that the user has not shared", async () => {
    const pane = await open("index-dora")
    void answerReads(pane)
    const { requests } = await turn(
      pane,
      "What are the costs?",
      { id: "w1", sheets: sheets("r1") },
      { toolCalls: [{ name: "read_range", arguments: { worksheet: "Costs", address: "A1:B9" } }] },
      { toolCalls: [{ name: "read_range", arguments: { worksheet: "Staff", address: "F1:G9" } }] },
      { chunks: ["I cannot see them."] },
    )
    assert.match(requests[1]?.messages.at(-1)?.content ?? "", /has not shared the sheet Costs.*tell the user to select/)
    assert.match(
      requests[2]?.messages.at(-1)?.content ?? "",
      /F1:G9 lies outside of what may be read of Staff: Staff!A1:C4/,
    )
    assert.ok(pane.of("read_range").every(({ worksheet }) => worksheet === "Staff"))
  })

  it("asks the model about a shared sheet although the selected cells are empty", async () => {
    const pane = await open("index-eve")
    void answerReads(pane)
    asked = 0
    replies = [{ chunks: ["Three people."] }]
    const empty = { worksheet: "Staff", address: "H9", rowCount: 1, columnCount: 1 }
    pane.send({
      type: "user_message",
      messageId: "empty",
      content: "Who works here?",
      selection: { ...empty, content: { worksheet: "Staff", address: "H9", values: [[null]] } },
      workbook: { id: "w-eve", sheets: sheets("r1") },
    })
    await pane.next("assistant_response_complete")
    assert.match(model.requests.at(-1)?.messages.at(-1)?.content ?? "", /"sharedSheets":\[\{"sheet":"Staff"/)
  })

  it("shows no owner what another one's workbook of the same id holds", async () => {
    const mine = await open("index-eve")
    void answerReads(mine)
    const scope = { id: "same", sheets: sheets("r1") }
    await turn(mine, "Hello", scope, { chunks: ["Hello."] })
    await untilIndexed("index-eve", "same", "r1")
    const theirs = await open("index-mallory")
    const { prompt, requests } = await turn(
      theirs,
      "What does Bob earn?",
      scope,
      { toolCalls: [{ name: "search_workbook", arguments: { query: "Bob salary" } }] },
      { chunks: ["I do not know."] },
    )
    assert.doesNotMatch(prompt, /4,100/)
    assert.match(requests[1]?.messages.at(-1)?.content ?? "", /"found":\[\]/)
  })

  it("answers although the pane refuses to send a shared sheet", async () => {
    const pane = await open("index-finn")
    asked = 0
    replies = [{ chunks: ["Fine."] }]
    pane.send({ type: "user_message", messageId: "m1", content: "Hello", workbook: { id: "w", sheets: sheets("r1") } })
    const { readId } = await pane.next("read_range")
    pane.send({ type: "range_failed", readId, code: "not_found", message: "These cells are gone." })
    assert.equal((await pane.next("assistant_response_complete")).ended, "complete")
    assert.ok(log.events.some(({ event, code }) => event === "index failed" && code === "not_found"))
  })

  it("indexes the selection that a question brings, and says nothing of its cells in the log", async () => {
    const pane = await open("index-gus")
    asked = 0
    replies = [{ chunks: ["Fine."] }]
    const selection = {
      worksheet: "Staff",
      address: "A1:C4",
      rowCount: 4,
      columnCount: 3,
      content: { worksheet: "Staff", address: "A1:C4", values: staff },
    }
    pane.ask("m1", "Who is in Sales?", selection)
    await pane.next("assistant_response_complete")
    const stored = await chunksOf("index-gus", 3)
    assert.deepEqual(stored, [
      { type: "data", address: "A2:C4" },
      { type: "header", address: "A1:C4" },
      { type: "statistics", address: "A2:C4" },
    ])
    const offered = model.requests.at(-1)?.tools.map(({ name }) => name)
    assert.deepEqual(
      offered,
      ["describe_range", "query_range", "search_workbook"],
      "without a pane nothing can be read",
    )
    assert.doesNotMatch(JSON.stringify(log.events), /Cleo|Design|4100/)
  })

  it("indexes a large selection beside its answer", async () => {
    const pane = await open("index-ida")
    asked = 0
    replies = [{ chunks: ["Fine."] }]
    const values = [["Name", "Points"], ...Array.from({ length: 1999 }, (_, at) => [`Customer ${at}`, at])]
    const content = { worksheet: "Points", address: "A1:B2000", values }
    pane.ask("m1", "Hello", { worksheet: "Points", address: "A1:B2000", rowCount: 2000, columnCount: 2, content })
    await pane.next("assistant_response_complete")
    const rows = await chunksOf("index-ida", 40)
    assert.ok(rows.some(({ type, address }) => type === "statistics" && address === "A2:B2000"))
  })

  it("answers while nothing can be stored of a workbook", async () => {
    const refusing: Database = {
      ...database,
      asOwner: (owner, work) =>
        database.asOwner(owner, (rows) =>
          work({
            query: (sql, values) =>
              /chunks|indexed_sheets/.test(sql)
                ? Promise.reject(new AppError("storage_unavailable", "The disk is full."))
                : rows.query(sql, values),
          }),
        ),
    }
    const failures = recordingLog()
    const other = await startTestServer({}, { database: refusing, analyzer, model, log: failures })
    const pane = await other.connect("index-hal", await other.createSession("index-hal"))
    void answerReads(pane)
    const { complete, requests } = await turn(
      pane,
      "What does Bob earn?",
      { id: "w1", sheets: sheets("r1") },
      { toolCalls: [{ name: "search_workbook", arguments: { query: "Bob salary" } }] },
      { toolCalls: [{ name: "read_range", arguments: { worksheet: "Staff", address: "A3:C3" } }] },
      { chunks: ["Bob earns 4,100."] },
    )
    assert.match(requests[1]?.messages.at(-1)?.content ?? "", /"error":"The disk is full."/)
    assert.deepEqual(complete.unverified, [])
    assert.ok(failures.events.some(({ event, code }) => event === "index failed" && code === "storage_unavailable"))
    await other.close()
  })
})
