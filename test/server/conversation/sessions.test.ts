import assert from "node:assert/strict"
import { shorten } from "../../../server/conversation/sessions.ts"

describe("shorten", () => {
  const titles: [string, string | null][] = [
    ["Total revenue?", "Total revenue?"],
    ["  What\n\tis\u0000this? ", "What is this?"],
    ["half \ud800 of a pair", "half of a pair"],
    ["   ", null],
    ["\u0000\ud800", null],
    ["word ".repeat(30), `${"word ".repeat(15).trim()}…`],
    ["a".repeat(100), `${"a".repeat(79)}…`],
    ["😀".repeat(100), `${"😀".repeat(79)}…`],
    ["x".repeat(80), "x".repeat(80)],
  ]
  for (const [text, title] of titles)
    it(`makes ${JSON.stringify(text.slice(0, 30))} a title`, () => assert.equal(shorten(text), title))
})
