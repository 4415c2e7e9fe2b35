/**
 * Text as search compares it: without the difference of case, width and white space, and without what PostgreSQL cannot store
 * (NUL, halves of a pair). Folded here and not in SQL, where the result depends on the database's locale.
 */
export const foldText = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\p{Cf}/gu, "")
    .replace(/[\s\p{C}]+/gu, " ")
    .trim()
