import assert from "node:assert/strict"
import { storedSession } from "../../addin/storedSession.ts"

describe("storedSession", () => {
  it("keeps the id for as long as the pane lives where storage is blocked", () => {
    const session = storedSession("Book.xlsx", () => {
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
    storedSession("Sales.xlsx", () => storage).write("s1")
    assert.equal(storedSession("Costs.xlsx", () => storage).read(), null)
    assert.equal(storedSession("Sales.xlsx", () => storage).read(), "s1")
  })
})
