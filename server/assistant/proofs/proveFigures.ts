import type { AnswerSummary, Proof } from "../../../shared/answer.ts"
import { findFigures, type Figure, type Reading } from "./findFigures.ts"
import type { Evidence, Fact } from "./fact.ts"

export interface ProvenText {
  readonly proofs: readonly Proof[]
  readonly unverified: readonly string[]
}

/** Figures looked at in one answer, and facts of one answer that are compared with each other. */
const figuresAtMost = 300
const operandsAtMost = 40

/**
 * Matches every figure of a finished text with what the tools found: the same number, the number as rounded in the text, or a
 * difference, change, share or ratio of two figures that stand in the text. The rest is unverified.
 */
export function proveFigures(text: string, evidence: Evidence): ProvenText {
  const figures = findFigures(text, evidence.labels).slice(0, figuresAtMost)
  const years = yearsIn(evidence.labels)
  const direct = figures.map((figure) => ({ figure, fact: matchingFact(figure, evidence.facts) }))
  const operands = direct
    .flatMap(({ figure, fact }) => (fact ? [{ fact, line: figure.line }] : []))
    .slice(0, operandsAtMost)
  const proofs = new Map<string, Proof>()
  const unverified = new Set<string>()
  for (const { figure, fact } of direct) {
    const found =
      fact ??
      (isOperand(figure, evidence.operands) || isYear(figure, years) ? "no claim" : derivedFact(figure, operands))
    if (found === "no claim") continue
    if (!found) unverified.add(figure.text)
    else {
      const { value, operation, ranges } = found
      proofs.set(`${figure.text}\n${operation}`, { value, text: figure.text, operation, ranges: [...ranges] })
    }
  }
  return { proofs: [...proofs.values()], unverified: [...unverified] }
}

const falling =
  /\b(loss|lost|fell|fall\w*|declin\w*|decreas\w*|drop\w*|down|lower|less|below|negative|short\w*|under|deficit|reduc\w*|shr[aiu]nk\w*|minus|behind)\b/i

/** The fact a figure states: exact before rounded, then the one whose words stand beside the figure, then the latest. */
function matchingFact(figure: Figure, facts: readonly Fact[]): Fact | undefined {
  let best: { fact: Fact; exact: boolean; affinity: number } | undefined
  for (const fact of facts) {
    const fit = fitOf(figure, shownValue(fact, figure), fact.fraction ? 1 : 2)
    if (!fit) continue
    const candidate = { fact, exact: fit === "exact", affinity: affinity(figure.context, fact.operation) }
    const better = !best || (candidate.exact !== best.exact ? candidate.exact : candidate.affinity >= best.affinity)
    if (better) best = candidate
  }
  return best?.fact
}

/** A fact's value on the scale the figure is written in, or undefined when a percentage cannot mean it. */
function shownValue({ value, fraction, measure }: Fact, { percent }: Figure): number | undefined {
  if (!percent) return value
  if (fraction) return value * 100
  return /%|\b(percent\w*|pct|rate|share)\b/i.test(measure) ? value : undefined
}

/** `leastDigits`: significant digits a rounded figure must show; a 3 is no proof of 3.2. */
function fitOf(figure: Figure, value: number | undefined, leastDigits: number): "exact" | "rounded" | undefined {
  if (value === undefined) return undefined
  const signed = figure.negative ? -1 : 1
  const unsigned = !figure.negative && value < 0 && falling.test(figure.context)
  const target = unsigned ? -value : value
  let fit: "rounded" | undefined
  for (const reading of figure.readings) {
    const difference = Math.abs(target - signed * reading.value)
    if (difference <= 1e-9 * Math.max(1, Math.abs(target))) return "exact"
    const whole = reading.step === 1 && !figure.percent
    const digits = whole ? 3 : leastDigits
    if (reading.significant >= digits && difference <= (roundedTo(figure, reading) / 2) * (1 + 1e-9)) fit = "rounded"
  }
  return fit
}

function roundedTo(figure: Figure, { value, step }: Reading): number {
  if (!figure.approximate || step < 1) return step
  let coarse = step
  while (value > 0 && value % (coarse * 10) === 0 && value / (coarse * 10) >= 10) coarse *= 10
  return coarse
}

const fillers = new Set(["and", "both", "for", "per", "over", "the", "with", "where", "all"])

/** How many words of the operation stand on the figure's line. */
function affinity(context: string, operation: string): number {
  const line = context.toLowerCase()
  const words = new Set(operation.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu))
  return [...words].filter((word) => !fillers.has(word) && line.includes(word)).length
}

const isOperand = (figure: Figure, operands: readonly number[]): boolean =>
  figure.readings.some(({ value }) =>
    operands.some(
      (operand) => Math.abs(operand) === value || (figure.percent && Math.abs(operand * 100 - value) < 1e-9),
    ),
  )

const yearsIn = (labels: readonly string[]): ReadonlySet<string> =>
  new Set(labels.flatMap((label) => label.match(/\b(?:19|20)\d\d\b/g) ?? []))

/** A bare year is one when the data has it, or when a word before it says so. */
const isYear = (figure: Figure, years: ReadonlySet<string>): boolean =>
  figure.yearLike &&
  (years.has(figure.text) ||
    new RegExp(`\\b(?:in|since|during|year|until|calendar)\\s+${figure.text}\\b`, "i").test(figure.context))

/** A difference, change, share or ratio of two figures of the text. Coarse figures count only beside both of them. */
function derivedFact(figure: Figure, operands: readonly { fact: Fact; line: number }[]): Fact | undefined {
  const precise = figure.readings.some(({ significant }) => significant >= 3)
  const near = precise ? operands : operands.filter(({ line }) => line === figure.line)
  for (const { fact: a } of near)
    for (const { fact: b } of near) {
      if (a === b) continue
      const found = relations(a, b, figure).find(({ value }) => fitOf(figure, value, 2) !== undefined)
      if (found) {
        const value = figure.percent ? found.value / 100 : found.value
        return {
          value,
          operation: found.operation,
          ranges: [...a.ranges, ...b.ranges],
          measure: "derived",
          fraction: figure.percent,
        }
      }
    }
  return undefined
}

function relations(a: Fact, b: Fact, figure: Figure): { value: number; operation: string }[] {
  const [first, second] = [`(${a.operation})`, `(${b.operation})`]
  if (a.measure !== b.measure) return []
  if (figure.percent) {
    const points = a.fraction ? [{ value: (a.value - b.value) * 100, operation: `${first} − ${second}` }] : []
    if (b.value === 0) return points
    return [
      ...points,
      { value: ((a.value - b.value) / b.value) * 100, operation: `change from ${second} to ${first}` },
      { value: (a.value / b.value) * 100, operation: `${first} ÷ ${second}` },
    ]
  }
  if (figure.times) return b.value === 0 ? [] : [{ value: a.value / b.value, operation: `${first} ÷ ${second}` }]
  return [{ value: a.value - b.value, operation: `${first} − ${second}` }]
}

/**
 * How far an answer is backed, from 0 to 1: 0.95 when every figure is proven, 0.2 when none is, 0.6 when it states no figure;
 * a fifth less when it was cut.
 */
export function confidenceOf({ proofs, unverified }: ProvenText, ended: AnswerSummary["ended"]): number {
  const figures = proofs.length + unverified.length
  const backed = figures === 0 ? 0.6 : 0.2 + 0.75 * (proofs.length / figures)
  return Math.round(backed * (ended === "complete" ? 1 : 0.8) * 100) / 100
}
