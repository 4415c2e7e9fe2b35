import assert from "node:assert/strict"
import { storedText } from "../../addin/storedText.ts"

describe("storedText", () => {
  it("keeps the id for as long as the pane lives where storage is blocked", () => {
    const session = storedText("sessionId", "Book.xlsx", () => {
      throw new DOMException("blocked", "SecurityError")
    })
    assert.equal(session.read(), null)
    session.write("s1")
    assert.equal(session.read(), "s1")
  })

  it("keeps the chats of two workbooks apart", () => {
    const items = new Map<string, string>()
    const storage = {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
    } as Storage
    storedText("sessionId", "Sales.xlsx", () => storage).write("s1")
    assert.equal(storedText("sessionId", "Costs.xlsx", () => storage).read(), null)
    assert.equal(storedText("sessionId", "Sales.xlsx", () => storage).read(), "s1")
  })
})
