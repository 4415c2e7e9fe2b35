// Only what is listed is copied: no buttons, classes or scripts of ours. Everything else counts as its text.
const kept: ReadonlySet<string> = new Set(
  "p br table thead tbody tr th td ul ol li strong em code pre blockquote h1 h2 h3 h4 h5 h6".split(" "),
)
const blocks: ReadonlySet<string> = new Set("p table ul ol pre blockquote h1 h2 h3 h4 h5 h6".split(" "))

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")

const tagOf = (element: Element): string => element.tagName.toLowerCase()

/** Buttons of the pane itself: citations and figures are content, a table's "Show all" is not. */
const isOurs = (element: Element): boolean => element.matches("[data-not-copied]")

/** A text that Excel would calculate when it is pasted: `=1+1`, `+A1`, `@x`; a plain number is none. */
const isFormula = (text: string): boolean => /^\s*[=+\-@\t\r]/.test(text) && !/^\s*[-+]?[\p{Sc}\d.,\s%()]+$/u.test(text)

/** The answer as clean HTML: cells and words only, and what looks like a formula marked as text. */
export const copiedHtml = (shown: Node): string => [...shown.childNodes].map(htmlOf).join("")

function htmlOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return escaped(node.textContent ?? "")
  if (!(node instanceof Element) || isOurs(node)) return ""
  const inner = copiedHtml(node)
  const tag = tagOf(node)
  if (!kept.has(tag)) return inner
  if (tag === "br") return "<br>"
  const isText = (tag === "td" || tag === "th") && isFormula(node.textContent)
  return `<${tag}${isText ? ` style="mso-number-format:'\\@'"` : ""}>${inner}</${tag}>`
}

/** The answer as plain text: tables as lines of tab-separated cells, and no markdown. */
export const copiedText = (shown: Node): string =>
  textOf(shown)
    .replace(/[^\S\t\n]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim()

function textOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? ""
  if (!(node instanceof Element)) return [...node.childNodes].map(textOf).join("")
  if (isOurs(node)) return ""
  const tag = tagOf(node)
  if (tag === "br") return "\n"
  if (tag === "tr") return `${[...node.children].map(cellText).join("\t")}\n`
  const children = tag === "table" || tag === "thead" || tag === "tbody" ? [...node.children] : [...node.childNodes]
  const inner = children.map(textOf).join("")
  if (tag === "li") return `${node.parentElement?.tagName === "OL" ? `${place(node)}. ` : "- "}${inner.trim()}\n`
  return blocks.has(tag) ? `\n${inner}\n` : inner
}

const place = (item: Element): number => [...(item.parentElement?.children ?? [])].indexOf(item) + 1

/** An apostrophe keeps Excel from calculating what is pasted. */
function cellText(cell: Element): string {
  const text = [...cell.childNodes].map(textOf).join("").replace(/\s+/g, " ").trim()
  return isFormula(text) ? `'${text}` : text
}
