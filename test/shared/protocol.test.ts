import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import {
  clientMessageSchema,
  parseClientMessage,
  parseServerMessage,
  serverMessageSchema,
} from "../../shared/protocol.ts"

const folder = "test/fixtures/messages/"
const read = (name: string): string => readFileSync(`${folder}${name}.json`, "utf8")

const withoutUndefined = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const ofClient = ["heartbeat", "range_content", "range_failed", "renew", "resume", "stop", "user_message"]
const ofServer = [
  "assistant_response_chunk",
  "assistant_response_complete",
  "assistant_response_start",
  "connection_established",
  "error",
  "heartbeat",
  "read_range",
  "renewed",
  "tool_finished",
  "tool_started",
  "typing_indicator",
]

describe("a message id", () => {
  it("holds no characters that the storage refuses", () => {
    for (const messageId of ["a\u0000b", "\ud800", "a\nb"]) {
      const parsed = parseClientMessage(JSON.stringify({ v: 1, type: "user_message", messageId, content: "Total?" }))
      assert.deepEqual(parsed.ok ? parsed.message : parsed.code, "invalid_request")
    }
  })
})

describe("the wire", () => {
  it("has these messages, one pinned example each", () => {
    assert.deepEqual(clientMessageSchema.options.map((option) => option.shape.type.value).sort(), ofClient)
    assert.deepEqual(serverMessageSchema.options.map((option) => option.shape.type.value).sort(), ofServer)
    const expected = [
      ...ofClient.map((type) => `client.${type}.json`),
      ...ofServer.map((type) => `server.${type}.json`),
    ]
    assert.deepEqual(readdirSync(folder).sort(), expected.sort())
  })

  for (const type of ofClient)
    it(`reads the client's ${type} without loss, and the server's side refuses to take it for its own`, () => {
      const text = read(`client.${type}`)
      assert.deepEqual(withoutUndefined(parseClientMessage(text)), { ok: true, message: JSON.parse(text) as unknown })
      if (type !== "heartbeat") assert.equal(parseServerMessage(text).ok, false)
    })

  for (const type of ofServer)
    it(`reads the server's ${type} without loss, and the client's side refuses to take it for its own`, () => {
      const text = read(`server.${type}`)
      assert.deepEqual(withoutUndefined(parseServerMessage(text)), { ok: true, message: JSON.parse(text) as unknown })
      if (type !== "heartbeat") assert.equal(parseClientMessage(text).ok, false)
    })

  it("refuses another version before anything else", () => {
    const text = read("client.stop").replace('"v": 1', '"v": 2')
    assert.deepEqual(parseClientMessage(text), {
      ok: false,
      code: "unsupported_version",
      reason: "This side speaks version 1 of the protocol; please reload.",
    })
  })

  it("names the field that is wrong", () => {
    const wrong = parseClientMessage('{"v":1,"type":"resume","afterSeq":"7"}')
    assert.ok(!wrong.ok)
    assert.equal(wrong.code, "invalid_request")
    assert.match(wrong.reason, /^afterSeq: /)
  })

  it("is not made many times larger by one long row", () => {
    // 17 billion cells, if every row were made as long as the first: no memory holds them.
    const values = JSON.stringify([Array(16_384).fill(1), ...Array.from({ length: 100_000 }, () => [])])
    const content = `{"worksheet":"S","address":"A1:XFD1048576","values":${values}}`
    const parsed = parseClientMessage(`{"v":1,"type":"range_content","readId":"r","content":${content}}`)
    assert.deepEqual(
      parsed.ok ? "taken" : parsed.reason,
      "content.values: has rows of very different lengths: send null for blank cells",
    )
  })

  it("makes ragged rows whole, blanks null, and the address fit", () => {
    const parsed = parseClientMessage(
      '{"v":1,"type":"range_content","readId":"x","content":{"worksheet":"S","address":"B2:D9","values":[["a"],["",2]]}}',
    )
    assert.ok(parsed.ok && parsed.message.type === "range_content")
    assert.equal(parsed.message.content.address, "B2:C3")
    assert.deepEqual(parsed.message.content.values, [
      ["a", null],
      [null, 2],
    ])
  })

  const wrongCells: [string, string][] = [
    ["more cells than the address", "[[1,2],[3,4],[5,6]]"],
    ["objects as cells", '[[{"a":1}]]'],
    ["rows that are no lists", "[1,2]"],
    ["numbers beyond all measure", "[[1e999]]"],
    ["a cell of 32,768 characters", `[["${"x".repeat(32_768)}"]]`],
  ]
  for (const [name, values] of wrongCells)
    it(`refuses ${name}`, () => {
      const text = `{"v":1,"type":"range_content","readId":"x","content":{"worksheet":"S","address":"A1:B2","values":${values}}}`
      const parsed = parseClientMessage(text)
      assert.deepEqual([parsed.ok, !parsed.ok && parsed.code], [false, "invalid_request"])
    })
})
