import assert from "node:assert/strict"
import { pageParameters } from "../../../playground/page/pageParameters.ts"

describe("pageParameters", () => {
  it("takes theme and user from the address", () => {
    assert.deepEqual(pageParameters("?theme=contrast&user=ann@example.com", false), {
      theme: "contrast",
      user: "ann@example.com",
    })
  })

  it("falls back on what the person's system prefers", () => {
    assert.deepEqual(pageParameters("?theme=pink&user=%20", true), { theme: "dark", user: "you@example.com" })
    assert.equal(pageParameters("", false).theme, "light")
  })
})
