import assert from "node:assert/strict"
import { openMessageReaders } from "../../../../server/session/messages/openMessageReaders.ts"

/** `rows` x 3 cells with formulas and formats. */
function bodyOf(rows: number): Buffer {
  const row = (r: number): unknown[] => [r, `Région ${r} 😀`, null]
  const selection = {
    worksheet: "Data",
    address: `A1:C${rows}`,
    rowCount: rows,
    columnCount: 3,
    content: {
      worksheet: "Data",
      address: `A1:C${rows}`,
      values: Array.from({ length: rows }, (_, r) => row(r)),
      formulas: Array.from({ length: rows }, (_, r) => [r, `=A${r + 1}`, null]),
      numberFormats: Array.from({ length: rows }, () => ["0.00", "@", "General"]),
    },
  }
  return Buffer.from(JSON.stringify({ message: "Sum?", sessionId: "s", selection, more: "left out" }))
}

describe("openMessageReaders", () => {
  const { signal } = new AbortController()
  const readers = openMessageReaders()
  const readChatRequest = readers.chatRequest
  after(() => readers.close())

  it("ends at once when it is given up, and leaves no process behind", async () => {
    const processes = (): string[] => process.getActiveResourcesInfo().filter((kind) => kind === "ProcessWrap")
    // Those of other tests in this process of mocha.
    const before = processes()
    const giveUp = new AbortController()
    const reading = readChatRequest(bodyOf(200_000), giveUp.signal)
    giveUp.abort()
    await assert.rejects(reading, { code: "cancelled" })
    for (let tries = 0; processes().length > before.length && tries < 500; tries++)
      await new Promise((resolve) => setTimeout(resolve, 10))
    assert.deepEqual(processes(), before)
  })

  it("reads a small body", async () => {
    assert.deepEqual(await readChatRequest(Buffer.from('\ufeff{"message":" Sum? "}'), signal), { message: "Sum?" })
  })

  it("reads a large body elsewhere, and every row of it", async () => {
    const rows = 20_000
    const body = bodyOf(rows)
    assert.ok(body.length > 1_000_000)
    const { message, sessionId, selection, ...rest } = await readChatRequest(body, signal)
    assert.deepEqual([message, sessionId, rest], ["Sum?", "s", {}])
    const { values, formulas, numberFormats, ...where } = selection!.content!
    assert.deepEqual(where, { worksheet: "Data", address: "A1:C20000" })
    assert.deepEqual([values.length, formulas?.length, numberFormats?.length], [rows, rows, rows])
    assert.deepEqual(values[rows - 1], [19_999, "Région 19999 😀", null])
    assert.deepEqual(formulas?.[7], [7, "=A8", null])
    assert.deepEqual(numberFormats?.[12_345], ["0.00", "@", "General"])
  })

  it("reads a large body without cells", async () => {
    const body = Buffer.from(JSON.stringify({ message: "Hi", filler: "x".repeat(300_000) }))
    assert.deepEqual(await readChatRequest(body, signal), { message: "Hi" })
  })

  const filler = "x".repeat(300_000)
  const bad: [string, unknown, RegExp][] = [
    ["no body", undefined, /must be the JSON of a question/],
    ["a body that is no JSON", Buffer.from("{no"), /not JSON/],
    ["a large body that is no JSON", Buffer.from(`{"filler":"${filler}"`), /not JSON/],
    ["bytes that are no UTF-8", Buffer.from([0x22, 0xff, 0x22]), /not JSON/],
    ["a large body without a question", Buffer.from(JSON.stringify({ filler })), /message: is missing/],
    [
      "a large body with rows for cells",
      Buffer.from(JSON.stringify({ message: "Sum?", filler, selection: { worksheet: "S", address: "A1" } })),
      /selection\.rowCount/,
    ],
  ]
  for (const [name, body, sentence] of bad)
    it(`refuses ${name}`, () =>
      assert.rejects(readChatRequest(body, signal), { name: "AppError", code: "invalid_request", message: sentence }))
})
