import type { Element, ElementContent, Root, RootContent } from "hast"
import type { Proof } from "../../shared/answer.ts"
import { findFigures } from "../chat/findFigures.ts"

/** A rehype plugin that wraps the proven and the unverified figures of an answer in `<data value="…">`; links and code stay as they are. */
export const markFigures = (proofs: readonly Proof[], unverified: readonly string[]) => () => (root: Root) => {
  const marked = (node: RootContent): ElementContent[] => {
    if (node.type === "text") return wrap(node.value, proofs, unverified)
    if (node.type === "element" && !untouched.has(node.tagName)) node.children = node.children.flatMap(marked)
    return [node as ElementContent]
  }
  if (proofs.length > 0 || unverified.length > 0) root.children = root.children.flatMap(marked)
}

const untouched = new Set(["a", "code", "pre"])

function wrap(text: string, proofs: readonly Proof[], unverified: readonly string[]): ElementContent[] {
  const parts: ElementContent[] = []
  let done = 0
  for (const { start, end } of findFigures(text, proofs, unverified)) {
    if (start > done) parts.push({ type: "text", value: text.slice(done, start) })
    parts.push(figure(text.slice(start, end)))
    done = end
  }
  if (done < text.length) parts.push({ type: "text", value: text.slice(done) })
  return parts
}

const figure = (text: string): Element => ({
  type: "element",
  tagName: "data",
  properties: { value: text },
  children: [{ type: "text", value: text }],
})
