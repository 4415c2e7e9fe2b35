/**
 * Cuts a growing markdown text where one block certainly ends and another begins, so that only the last part has to be parsed
 * again while it streams. Code fences, lists and indented continuations stay whole.
 */
export function splitMarkdown(text: string): readonly string[] {
  const blocks: string[] = []
  let block: string[] = []
  let fence: string | undefined
  let blankBefore = false
  for (const line of text.split("\n")) {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    const continues = /^(\s|[-*+](\s|$)|\d{1,9}[.)](\s|$)|>)/.test(line)
    if (fence === undefined && blankBefore && line.trim() !== "" && !continues) {
      blocks.push(block.join("\n"))
      block = []
    }
    if (mark && fence === undefined) fence = mark
    else if (mark && fence !== undefined && mark.startsWith(fence)) fence = undefined
    blankBefore = line.trim() === ""
    block.push(line)
  }
  if (block.some((line) => line.trim() !== "")) blocks.push(block.join("\n"))
  return blocks
}

/** The text without a link at its end that has only arrived in part, so that its address does not flash up. */
export const withoutPartialLink = (text: string): string =>
  text.replace(/!?\[[^\]\n]{0,200}(?:\](?:\([^)\n]{0,300})?)?$/, "")
