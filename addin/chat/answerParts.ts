/** An answer's text in the parts the pane shows apart. */
export interface AnswerParts {
  readonly answer: string
  /** How the question was understood and which cells were used: folded away under the answer. */
  readonly how: string
  /** Questions that a refusal names as examples. */
  readonly examples: readonly string[]
}

/** Where the offline analyst's closing begins, and where its examples do. */
const closing = /(?:^|\n\n)(?=I understood: )/
const examplesBegin = /\s*I can answer questions such as:\n\n(?=- )/

/** Takes the text of a computed answer, or of a refusal, apart; what is not written like one is all answer. */
export function answerParts(text: string): AnswerParts {
  const [answer = "", ...rest] = text.split(closing)
  if (rest.length > 0) return { answer, how: rest.join("\n\n"), examples: [] }
  const [refusal = "", list] = text.split(examplesBegin)
  if (list === undefined) return { answer: text, how: "", examples: [] }
  const examples = list.split("\n").flatMap((line) => (line.startsWith("- ") ? [line.slice(2).trim()] : []))
  return { answer: refusal, how: "", examples }
}
