import assert from "node:assert/strict"
import type { WorkerAnalyzer } from "../../server/analysis/workerAnalyzer.ts"
import { sharedAnalyzer } from "../support/sharedAnalyzer.ts"
import type { WorkbookScope } from "../../shared/protocol.ts"
import type { PaneSocket } from "../support/paneSocket.ts"
import { scriptedModel, type SpokenReply } from "../support/scriptedModel.ts"
import { sharedDatabase, startTestServer, type TestServer } from "../support/startTestServer.ts"
import { untilEnded, upload } from "../support/uploads.ts"
import { preparedMap, syncWorkbook, type SyncedSheet } from "../support/syncedWorkbook.ts"

const orders: SyncedSheet = {
  name: "Orders",
  values: [
    ["Region", "Product", "Revenue"],
    ["West", "Desk", 1200],
    ["East", "Lamp", 300.5],
    ["West", "Lamp", 450],
  ],
}
const targets: SyncedSheet = {
  name: "Targets",
  values: [
    ["Region", "Target"],
    ["West", 1500],
    ["East", 400],
  ],
}
const staff: SyncedSheet = {
  name: "HR",
  values: [
    ["Name", "Salary"],
    ["Ann Lee", 5200],
    ["Bob Ray", 4100],
  ],
}

const cells = (sources: readonly { sheet: string; address: string }[]): string[] =>
  sources.map(({ sheet, address }) => `${sheet}!${address}`)

describe("a question about a whole workbook", function () {
  let analyzer: WorkerAnalyzer
  let server: TestServer
  before(async () => {
    analyzer = sharedAnalyzer()
    server = await startTestServer({}, { database: await sharedDatabase(), analyzer })
    await analyzer.ready()
  })
  after(() => server.close())

  const open = async (user: string): Promise<PaneSocket> => server.connect(user, await server.createSession(user))

  async function ask(pane: PaneSocket, content: string, workbook: WorkbookScope) {
    const before = pane.of("assistant_response_complete").length
    const chunks = pane.of("assistant_response_chunk").length
    pane.send({ type: "user_message", messageId: `m${before}`, content, workbook })
    const complete = await pane.next("assistant_response_complete", before + 1)
    const said = pane.of("assistant_response_chunk").slice(chunks)
    return { complete, text: said.map((chunk) => chunk.content).join("") }
  }

  it("is answered from the table it is about, with nothing selected, and cites its cells", async () => {
    await syncWorkbook(server, "whole-ann", "w1", [orders, targets, staff])
    await preparedMap(server, "whole-ann", "w1")
    const pane = await open("whole-ann")
    const revenue = await ask(pane, "total revenue by region in Orders", { id: "w1" })
    assert.match(revenue.text, /^West has the highest total of Revenue: \*\*1,650\.00\*\*/)
    assert.deepEqual(cells(revenue.complete.sources), ["Orders!C2:C4", "Orders!A2:A4"])
    const salary = await ask(pane, "What is the average salary?", { id: "w1" })
    assert.match(salary.text, /^The average of Salary is \*\*4,650\*\*/)
    assert.match(salary.text, /I used the table .*\[HR!A1:B3\]/)
    assert.deepEqual(salary.complete.proofs, [
      { value: 4650, text: "4,650", operation: "average of Salary", ranges: [{ sheet: "HR", address: "B2:B3" }] },
    ])
    const where = await ask(pane, "Which sheet has the targets?", { id: "w1" })
    assert.match(where.text, /\*\*Targets\*\*/)
  })

  it("is answered at once after the sync, before the background has looked at the sheets", async () => {
    await syncWorkbook(server, "whole-bob", "w1", [orders])
    const pane = await open("whole-bob")
    const { text } = await ask(pane, "total revenue", { id: "w1", pending: true })
    assert.match(text, /^The total of Revenue is \*\*1,950\.5\*\*/)
    assert.match(text, /Edits since the workbook was last stored are not part of this\./)
  })

  it("follows an edit, a renamed sheet and a deleted one", async () => {
    const pane = await open("whole-cleo")
    await syncWorkbook(server, "whole-cleo", "w1", [orders, staff])
    assert.match((await ask(pane, "total revenue", { id: "w1" })).text, /\*\*1,950\.5\*\*/)
    const [header = [], first = [], ...rest] = orders.values
    const edited = { name: "Sales", values: [header, [first[0] ?? null, first[1] ?? null, 2000], ...rest] }
    await syncWorkbook(server, "whole-cleo", "w1", [edited])
    const changed = await ask(pane, "total revenue", { id: "w1" })
    assert.match(changed.text, /\*\*2,750\.5\*\*/)
    assert.deepEqual(cells(changed.complete.sources), ["Sales!C2:C4"])
    const gone = await ask(pane, "average salary", { id: "w1" })
    assert.equal(gone.complete.answeredBy, "declined")
  })

  it("takes the workbook when the selected cells are empty", async () => {
    await syncWorkbook(server, "whole-dan", "w1", [orders])
    const pane = await open("whole-dan")
    const place = { worksheet: "Orders", address: "H9" }
    pane.send({
      type: "user_message",
      messageId: "empty",
      content: "total revenue",
      selection: { ...place, rowCount: 1, columnCount: 1, content: { ...place, values: [[null]] } },
      workbook: { id: "w1" },
    })
    assert.deepEqual(cells((await pane.next("assistant_response_complete")).sources), ["Orders!C2:C4"])
  })

  it("shows nobody another one's workbook of the same id", async () => {
    await syncWorkbook(server, "whole-eve", "same", [staff])
    const pane = await open("whole-mallory")
    const { complete, text } = await ask(pane, "average salary", { id: "same" })
    assert.equal(complete.answeredBy, "declined")
    assert.doesNotMatch(text, /Salary|4,650/)
  })

  it("is answered over REST, and refused where the workbook is not stored", async () => {
    await syncWorkbook(server, "whole-finn", "w1", [orders, staff])
    const options = { user: "whole-finn", body: { message: "average salary", workbook: { id: "w1" } } }
    const { status, body } = await server.request("POST", "/api/chat", options)
    assert.equal(status, 200)
    assert.match(String(body["response"]), /^The average of Salary is \*\*4,650\*\*/)
    for (const workbook of [{ id: "w2" }, { files: ["nothing"] }]) {
      const missing = await server.request("POST", "/api/chat", {
        user: "whole-finn",
        body: { message: "Hi", workbook },
      })
      assert.deepEqual([missing.status, missing.body["code"]], [404, "not_found"])
    }
  })

  it("uses an uploaded file, alone or beside the open workbook, whose sheets keep their names apart", async () => {
    const user = "whole-kim"
    const { body } = await upload(server, user, "Budget 2027.csv", "Category,Budget\nRent,12000\nTravel,5000\n")
    await untilEnded(server, user, body["fileId"])
    const files = [String(body["fileId"])]
    const alone = await server.request("POST", "/api/chat", {
      user,
      body: { message: "total budget", workbook: { files } },
    })
    assert.match(String(alone.body["response"]), /^The total of Budget is \*\*17,000\*\*/)
    await syncWorkbook(server, user, "w1", [orders])
    const pane = await open(user)
    const { complete, text } = await ask(pane, "total budget", { id: "w1", files })
    assert.match(text, /^The total of Budget is \*\*17,000\*\*/)
    assert.match(cells(complete.sources)[0] ?? "", /^\[Budget 2027\.csv\].*!B2:B3$/)
    const own = await ask(pane, "total revenue", { id: "w1", files })
    assert.deepEqual(cells(own.complete.sources), ["Orders!C2:C4"])
    const gone = await ask(pane, "total revenue", { id: "w1", files: ["deleted"] })
    assert.match(gone.text, /An uploaded file is not ready or not there any more/)
  })

  describe("with a model", () => {
    let replies: readonly SpokenReply[] = []
    let asked = 0
    const model = scriptedModel(() => replies[Math.min(asked++, replies.length - 1)] ?? { chunks: ["Nothing."] })
    let modelServer: TestServer
    before(async () => {
      modelServer = await startTestServer({}, { database: await sharedDatabase(), analyzer, model })
    })

    async function turn(user: string, content: string, ...says: readonly SpokenReply[]) {
      asked = 0
      replies = says
      const pane = await modelServer.connect(user, await modelServer.createSession(user))
      const { complete, text } = await ask(pane, content, { id: "w1" })
      return { complete, text, pane, requests: model.requests.slice(-asked) }
    }

    it("gives it the map, runs its SQL over several sheets and proves every figure with its cells", async () => {
      await syncWorkbook(server, "whole-gus", "w1", [orders, targets, staff])
      await preparedMap(server, "whole-gus", "w1")
      const sql =
        "select o.Region, sum(o.Revenue) as revenue, max(t.Target) as target from Orders o join Targets t on t.Region = o.Region group by o.Region order by revenue desc"
      const { complete, requests } = await turn(
        "whole-gus",
        "Which region met its target?",
        { toolCalls: [{ name: "query_workbook", arguments: { sql } }] },
        { chunks: ["West did: 1,650 against a target of 1,500. East had 300.5. Nobody reached 77,777."] },
      )
      const prompt = requests[0]?.messages.at(-1)?.content ?? ""
      for (const name of ["Orders", "Targets", "HR", "Revenue", "Salary"]) assert.ok(prompt.includes(name), name)
      assert.doesNotMatch(prompt, /5200|5,200/, "the map holds no cells")
      assert.deepEqual(
        requests[0]?.tools.map(({ name }) => name),
        ["describe_range", "query_range", "query_workbook", "search_workbook", "read_range"],
      )
      const proven = new Map(complete.proofs.map(({ text, ranges }) => [text, cells(ranges)]))
      assert.deepEqual(proven.get("1,650"), ["Orders!C2:C4"])
      assert.deepEqual(proven.get("1,500"), ["Targets!B2:B3"])
      assert.deepEqual(complete.unverified, ["77,777"])
      assert.ok(cells(complete.sources).includes("Targets!B2:B3"))
    })

    it("tells it what is wrong with its SQL, and which tables there are", async () => {
      await syncWorkbook(server, "whole-hal", "w1", [orders, staff])
      const { requests } = await turn(
        "whole-hal",
        "How much?",
        { toolCalls: [{ name: "query_workbook", arguments: { sql: "select sum(Revnue) from Orders" } }] },
        { toolCalls: [{ name: "query_range", arguments: { table: "Ordres", aggregates: [{ function: "count" }] } }] },
        { toolCalls: [{ name: "query_workbook", arguments: { sql: "drop table Orders" } }] },
        { chunks: ["I cannot tell."] },
      )
      const error = (at: number): string => requests[at]?.messages.at(-1)?.content ?? ""
      assert.match(error(1), /Revnue.*Revenue/s)
      assert.match(error(2), /There is no table \\"Ordres\\". The tables are: Orders, HR/)
      assert.match(error(3), /"error":/)
    })

    it("lets it ask one table by name, and read and cite cells of any included sheet", async () => {
      await syncWorkbook(server, "whole-ida", "w1", [orders, staff])
      const total = { table: "hr", aggregates: [{ function: "sum", column: "Salary" }] }
      const { complete, requests, pane } = await turn(
        "whole-ida",
        "What do we pay?",
        { toolCalls: [{ name: "query_range", arguments: total }] },
        { toolCalls: [{ name: "read_range", arguments: { worksheet: "Orders", address: "A1:C2" } }] },
        { chunks: ["Salaries come to 9,300, and the first order was 1,200."] },
      )
      assert.match(requests[2]?.messages.at(-1)?.content ?? "", /\[2,"West","Desk","1,200"\]/)
      assert.deepEqual(complete.unverified, [])
      assert.deepEqual(cells(complete.proofs.flatMap(({ ranges }) => ranges)), ["HR!B2:B3", "Orders!C2"])
      assert.deepEqual(pane.of("read_range"), [], "stored cells are not asked of the pane")
    })
  })
})
