/** How much of each thing the text of a map tells. */
export interface Detail {
  /** Columns of a table, and how they are told. */
  readonly columns: number
  readonly areColumnsTyped: boolean
  readonly hasLetters: boolean
  /** Also folds columns of one kind whose names differ. */
  readonly foldsAnyName: boolean
  readonly tables: number
  readonly notes: number
  readonly formulas: number
  readonly charts: number
  readonly names: number
  /** Sheets that are alike are told once from so many on. */
  readonly foldFrom: number
}

const full: Detail = {
  columns: 60,
  areColumnsTyped: true,
  hasLetters: true,
  foldsAnyName: false,
  tables: 50,
  notes: 5,
  formulas: 8,
  charts: 10,
  names: 30,
  foldFrom: 2,
}
const short: Detail = { ...full, columns: 30, tables: 20, notes: 2, formulas: 3, charts: 5, names: 15 }
const brief: Detail = {
  ...short,
  hasLetters: false,
  foldsAnyName: true,
  columns: 15,
  tables: 10,
  notes: 0,
  formulas: 1,
  names: 8,
}
const names: Detail = { ...brief, areColumnsTyped: false, columns: 8, tables: 8, formulas: 0, charts: 2, names: 4 }
const bare: Detail = { ...names, columns: 0, tables: 4, charts: 0, names: 0 }

/** From everything to the names of tables alone. */
export const details: readonly Detail[] = [full, short, brief, names, bare]
