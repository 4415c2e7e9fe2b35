import assert from "node:assert/strict"
import { splitMarkdown, withoutPartialLink } from "../../../addin/chat/splitMarkdown.ts"

describe("splitMarkdown", () => {
  it("cuts between paragraphs and tables", () => {
    assert.deepEqual(splitMarkdown("One.\n\n| a |\n|---|\n| 1 |\n\nTwo."), ["One.\n", "| a |\n|---|\n| 1 |\n", "Two."])
  })
  it("keeps loose lists, quotes and code fences whole", () => {
    for (const whole of [
      "1. a\n\n2. b\n\n   more",
      "- a\n\n- b",
      "> a\n\n> b",
      "```\na\n\nb\n```",
      "~~~\na\n\n```\n\nb\n~~~",
    ])
      assert.deepEqual(splitMarkdown(whole), [whole])
  })
  it("never changes the blocks before the last one while lines are added", () => {
    const text = "First.\n\n- a\n\n- b\n\nSecond.\n\n```\nx\n\ny\n```\n\nThird."
    const lines = text.split("\n")
    for (let count = 1; count < lines.length; count++) {
      const before = splitMarkdown(lines.slice(0, count).join("\n")).slice(0, -1)
      assert.deepEqual(splitMarkdown(text).slice(0, before.length), before)
    }
  })
  it("loses no line", () => {
    const text = "a\n\nb\n\n\n```\n\nc"
    assert.equal(splitMarkdown(text).join("\n"), text)
  })
})

describe("withoutPartialLink", () => {
  it("holds back a link until it is whole", () => {
    const link = "See [C4](cell:Orders!C4)"
    for (let length = 5; length < link.length; length++)
      assert.equal(withoutPartialLink(link.slice(0, length)).trimEnd(), "See")
    assert.equal(withoutPartialLink(link), link)
  })
  it("leaves brackets that are no link once text follows", () => {
    assert.equal(withoutPartialLink("a [note] b"), "a [note] b")
  })
})
