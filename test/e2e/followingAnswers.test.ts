import assert from "node:assert/strict"
import type { Frame } from "playwright-core"
import {
  browserSkipped,
  startPlaygroundServer,
  type Playground,
  type PlaygroundServer,
} from "../support/openPlayground.ts"
import { startScriptedModel, type ScriptedModelServer } from "../support/scriptedModelServer.ts"

const paragraphs = Array.from(
  { length: 30 },
  (_, index) => `Line word${index} of this answer, with more words in it.\n\n`,
)

/** Computes first, so that a waiting line comes and goes, then writes an answer longer than the pane. */
const startModel = (): Promise<ScriptedModelServer> =>
  startScriptedModel(({ body }) =>
    body.messages.at(-1)?.role === "tool"
      ? { kind: "say", chunks: paragraphs, delayMs: JSON.stringify(body.messages).includes("slowly") ? 150 : 5 }
      : {
          kind: "say",
          chunks: ["Let me add that up first, ", "which takes two steps.\n\n"],
          toolCalls: [{ name: "query_range", arguments: { aggregates: [{ function: "sum", column: "Revenue" }] } }],
          delayMs: 50,
        },
  )

interface Place {
  /** Pixels of the conversation below what is in view. */
  readonly below: number
  readonly top: number
}

/** Notes where the conversation stands each time its layout has changed, as it is painted then, until `stop` is called. */
async function record(frame: Frame): Promise<{ stop: () => Promise<Place[]> }> {
  await frame.evaluate(() => {
    const list = document.querySelector("[role=log]")
    if (!list?.firstElementChild) throw new Error("no conversation")
    const places: Place[] = []
    // Made after the pane's own, so it is told after it, and still before the frame is painted.
    const observer = new ResizeObserver(() => {
      const { scrollTop, scrollHeight, clientHeight } = list
      places.push({ below: Math.round(scrollHeight - clientHeight - scrollTop), top: Math.round(scrollTop) })
    })
    observer.observe(list)
    observer.observe(list.firstElementChild)
    const stopRecording = (): Place[] => {
      observer.disconnect()
      return places
    }
    Object.assign(window, { stopRecording })
  })
  return { stop: () => frame.evaluate(() => (window as unknown as { stopRecording(): Place[] }).stopRecording()) }
}

describe("the conversation while an answer is written", () => {
  if (browserSkipped) return
  let model: ScriptedModelServer
  let server: PlaygroundServer
  let opened: Playground
  let frame: Frame
  before(async () => {
    model = await startModel()
    server = await startPlaygroundServer({
      model: { provider: "openai", apiKey: "none", baseUrl: model.baseUrl, model: "scripted" },
    })
  })
  after(async () => {
    await server.close()
    await model.close()
  })
  beforeEach(async () => {
    opened = await server.open()
    await opened.select("Orders!A3:J213")
    await opened.pane.getByText("Orders!A3:J213").first().waitFor()
    frame = opened.page.frames().find((candidate) => candidate.url().includes("taskpane")) ?? assert.fail("no pane")
    await opened.ask("What is the total revenue?")
    await paragraph(29).waitFor()
    await pane().getByRole("button", { name: "Copy", exact: true }).first().waitFor()
  })
  afterEach(() => opened.close())

  const pane = () => opened.pane
  const newest = () => pane().getByRole("article").last()
  const paragraph = (index: number) => newest().getByText(`word${index} of this answer`)
  const ask = () => opened.ask("What is the total revenue? Tell me slowly.")
  /** Waits until a scroll that the browser animates is over. */
  const settled = () =>
    frame.waitForFunction(
      () =>
        new Promise((resolve) => {
          const top = (): number => document.querySelector("[role=log]")?.scrollTop ?? 0
          const before = top()
          setTimeout(() => resolve(top() === before), 100)
        }),
    )

  it("keeps the end of the answer in view in every layout, also when the waiting line goes", async () => {
    const recording = await record(frame)
    await ask()
    await paragraph(29).waitFor()
    await newest().getByRole("button", { name: "Copy", exact: true }).waitFor()
    const places = await recording.stop()
    assert.ok(places.length > 20, `${places.length} layouts`)
    assert.deepEqual(
      places.filter(({ below }) => below > 24),
      [],
    )
    assert.ok((places.at(-1)?.top ?? 0) > (places[0]?.top ?? 0) + 300, "the answer was longer than the pane")
  })

  it("leaves the reader where they scrolled to, until they are at the end again", async () => {
    await ask()
    await paragraph(4).waitFor()
    const log = await pane().getByRole("log").boundingBox()
    assert.ok(log)
    await opened.page.mouse.move(log.x + log.width / 2, log.y + log.height / 2)
    await opened.page.mouse.wheel(0, -300)
    await settled()
    const recording = await record(frame)
    await paragraph(16).waitFor()
    const places = await recording.stop()
    assert.deepEqual([...new Set(places.map(({ top }) => top))].length, 1, "the text stood still")
    assert.ok((places.at(-1)?.below ?? 0) > 100)
    await pane().getByRole("button", { name: "New", exact: true }).click()
    const again = await record(frame)
    await paragraph(29).waitFor()
    const followed = await again.stop()
    assert.deepEqual(
      followed.slice(1).filter(({ below }) => below > 24),
      [],
    )
  })

  it("counts a key that scrolls as the reader, too", async () => {
    await ask()
    await paragraph(4).waitFor()
    await pane().getByRole("log").focus()
    await opened.page.keyboard.press("PageUp")
    await settled()
    const recording = await record(frame)
    await paragraph(20).waitFor()
    assert.ok((await recording.stop()).every(({ below }) => below > 100))
  })
})
