/** A total on the sheet that its rows do not add up to. */
export interface WrongTotal {
  readonly column: string
  readonly cell: string
  readonly stated: number
  readonly computed: number
}

/** The sentence that is said before any figure over the column. */
export const wrongTotalText = ({ column, cell, stated, computed }: WrongTotal): string =>
  `The sheet's own total of ${column} in ${cell} says ${stated.toLocaleString("en-US", { maximumFractionDigits: 10 })}, but its rows add up to ${computed.toLocaleString("en-US", { maximumFractionDigits: 10 })}.`
