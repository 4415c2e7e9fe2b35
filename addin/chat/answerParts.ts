/** An answer's text in the parts the pane shows apart. */
export interface AnswerParts {
  readonly answer: string
  /** What was assumed, and what else could be meant: said with the answer. */
  readonly assumed: string
  /** How the question was understood and which cells were used: folded away under the answer. */
  readonly how: string
  /** Questions that a refusal names as examples. */
  readonly examples: readonly string[]
}

/** Where the offline analyst's closing begins, and where its examples do. */
const closing = /(?:^|\n\n)(?=I understood: )/
/** What follows what was understood, which ends with the rows that were used. */
const assumption = /^I understood: [^\n]*?(?:\brows?\. (?=[A-Z])|(?=If you meant something else))([^\n]+)/
const examplesBegin = /\s*I can answer questions such as:\n\n(?=- )/

/** Takes the text of a computed answer, or of a refusal, apart; what is not written like one is all answer. */
export function answerParts(text: string): AnswerParts {
  const [answer = "", ...rest] = text.split(closing)
  if (rest.length > 0) {
    const how = rest.join("\n\n")
    return { answer, assumed: assumption.exec(how)?.[1] ?? "", how, examples: [] }
  }
  const [refusal = "", list] = text.split(examplesBegin)
  if (list === undefined) return { answer: text, assumed: "", how: "", examples: [] }
  const examples = list.split("\n").flatMap((line) => (line.startsWith("- ") ? [line.slice(2).trim()] : []))
  return { answer: refusal, assumed: "", how: "", examples }
}
