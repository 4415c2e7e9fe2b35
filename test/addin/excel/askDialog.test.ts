import assert from "node:assert/strict"
import { askDialog } from "../../../addin/excel/askDialog.ts"

type Handler = (event: { message: string; origin: string | undefined } | { error: number }) => void

/** Office's dialogs as far as the pane uses them; the genuine ones are tested in a browser. */
function officeWithDialogs({
  refusal,
  dialogOrigin = true,
  closeTwice,
}: { refusal?: number; dialogOrigin?: boolean; closeTwice?: string } = {}) {
  const handlers = new Map<string, Handler>()
  const calls: string[] = []
  const dialog = {
    addEventHandler: (type: string, handler: Handler) => void handlers.set(type, handler),
    close: () => {
      calls.push("closed")
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- Office.js throws text
      if (closeTwice) throw closeTwice
    },
  }
  Object.assign(globalThis, {
    window: { location: { origin: "https://chat.example.com" } },
    Office: {
      EventType: { DialogMessageReceived: "message", DialogEventReceived: "event" },
      AsyncResultStatus: { Succeeded: "succeeded" },
      context: {
        requirements: { isSetSupported: () => dialogOrigin },
        ui: {
          displayDialogAsync: (url: string, _options: object, callback: (result: object) => void) => {
            calls.push(url)
            if (refusal === undefined) callback({ status: "succeeded", value: dialog })
            else callback({ status: "failed", error: { code: refusal } })
          },
        },
      },
    },
  })
  return {
    calls,
    /** Once the pane listens. */
    say: async (type: "message" | "event", event: Parameters<Handler>[0]) => {
      await new Promise((resolve) => setImmediate(resolve))
      handlers.get(type)?.(event)
    },
  }
}

const page = "https://chat.example.com/sign-in.html"
const own = "https://chat.example.com"

describe("askDialog", () => {
  afterEach(() => {
    for (const name of ["Office", "window"]) Reflect.deleteProperty(globalThis, name)
  })

  it("resolves with the window's message and closes it", async () => {
    const office = officeWithDialogs()
    const asked = askDialog(page)
    await office.say("message", { message: "hello", origin: own })
    assert.equal(await asked, "hello")
    assert.deepEqual(office.calls, [page, "closed"])
  })

  it("does not listen to a page of another origin, or one that does not say where it is from", async () => {
    const office = officeWithDialogs()
    const asked = askDialog(page)
    await office.say("message", { message: "forged", origin: "https://evil.example" })
    await office.say("message", { message: "forged", origin: undefined })
    await office.say("message", { message: "genuine", origin: own })
    assert.equal(await asked, "genuine")
  })

  it("listens to an Excel that cannot say where a message is from", async () => {
    const office = officeWithDialogs({ dialogOrigin: false })
    const asked = askDialog(page)
    await office.say("message", { message: "hello", origin: undefined })
    assert.equal(await asked, "hello")
  })

  for (const [code, kind, sentence] of [
    [12004, "excel_failed", /does not trust/],
    [12005, "excel_failed", /needs https/],
    [12007, "excel_busy", /open already/],
    [12009, "signed_out", /then Allow/],
    [12011, "signed_out", /Allow pop-up windows/],
    [5001, "excel_failed", /\(5001\)/],
  ] as const)
    it(`says what to do when Excel refuses the window with ${code}`, async () => {
      officeWithDialogs({ refusal: code })
      await assert.rejects(askDialog(page), { code: kind, message: sentence })
    })

  for (const [code, kind, sentence] of [
    [12002, "offline", /Check your connection/],
    [12003, "signed_out", /without https/],
    [12006, "signed_out", /was closed/],
  ] as const)
    it(`says what to do when the window ends with ${code}`, async () => {
      const office = officeWithDialogs({ closeTwice: "No such window." })
      const refused = assert.rejects(askDialog(page), { code: kind, message: sentence })
      await office.say("event", { error: code })
      await refused
      assert.deepEqual(office.calls, [page, "closed"])
    })
})
