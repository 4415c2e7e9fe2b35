import type { LeveledRows, RowSpan } from "./leveledRows.ts"
import type { Hints } from "./sumCandidates.ts"

/** In bits: how much more often a sum that is meant looks so than one by chance. */
const weights = { formula: 40, total: 10, prefix: 10, indent: 8, block: 4, share: 4 } as const

/** What is left of one line after another: revenue is no sum of cost and profit, though they add up to it. */
const differences =
  /(?<!\p{L})(profit|loss|margin|balance|difference|variance|remaining|remainder|net|surplus|deficit|gewinn|verlust|ergebnis|(?:roh)?ertrag|rohgewinn|deckungsbeitrag|ebit|ebitda|earnings|excédent|résultat|überschuss|saldo|differenz|rest|bénéfice|perte|marge|solde|écart|beneficio|ganancia|pérdida|margen|resultado|utile|perdita)(?!\p{L})/iu

/** What labels, indents, blank rows and formulas say of a whole and its parts. */
export function levelHints({ columns, labels, sheetRows, isTotal, sumsOver }: LeveledRows): Hints {
  const labelAt = (row: number): string => labels[row] ?? ""
  const nameAt = (row: number): string => labelAt(row).trim().toLowerCase()
  const indentAt = (row: number): number => labelAt(row).search(/\S|$/)
  const isBlankBetween = (a: number, b: number): boolean =>
    Math.abs((sheetRows[a] ?? 0) - (sheetRows[b] ?? 0)) > Math.abs(a - b)
  const shares = columns.filter(({ isShare }) => isShare)
  const isBlock = (first: number, last: number): boolean =>
    (first > 0 || last < sheetRows.length - 1) &&
    !isBlankBetween(first, last) &&
    (first === 0 || isBlankBetween(first - 1, first)) &&
    (last === sheetRows.length - 1 || isBlankBetween(last, last + 1))
  const isSummed = (whole: number, parts: readonly number[]): boolean => {
    const span = sumsOver(whole)
    return span !== undefined && parts.every((row) => isIn(span, sheetRows[row] ?? 0))
  }
  const areNamedAfter = (whole: string, parts: readonly number[]): boolean =>
    whole.length > 2 && parts.every((row) => isNamedAfter(nameAt(row), whole))
  return (whole, parts) => {
    // The total of all stands behind the rows, and is never a part.
    if (parts.includes(sheetRows.length)) return -Infinity
    if (whole === sheetRows.length) return weights.total
    if (parts.some((row) => differences.test(labelAt(row)))) return -Infinity
    const [first, last] = [Math.min(whole, ...parts), Math.max(whole, ...parts)]
    const said: readonly (readonly [bits: number, isSaid: boolean])[] = [
      [weights.total, isTotal(whole)],
      [weights.share, shares.some(({ values }) => values[whole] === 1)],
      [weights.formula, isSummed(whole, parts)],
      [weights.prefix, areNamedAfter(nameAt(whole), parts)],
      [weights.indent, parts.every((row) => indentAt(row) > indentAt(whole))],
      [weights.block, last - first === parts.length && isBlock(first, last)],
    ]
    return said.reduce((sum, [bits, isSaid]) => sum + (isSaid ? bits : 0), 0)
  }
}

const isIn = ({ first, last }: RowSpan, row: number): boolean => row >= first && row <= last

const isNamedAfter = (part: string, whole: string): boolean =>
  part.length > whole.length && part.startsWith(whole) && !/[\p{L}\p{N}]/u.test(part[whole.length] ?? "")
