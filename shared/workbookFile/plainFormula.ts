/** A formula as Excel shows it: files mark newer functions and the names inside LAMBDA with prefixes. [MS-XLSX] 2.3.3. */
export const plainFormula = (formula: string): string =>
  formula.includes("_xl")
    ? formula.replace(/"(?:[^"]|"")*"|_xl(?:fn|ws|pm|udf)\./g, (found) => (found.startsWith('"') ? found : ""))
    : formula
