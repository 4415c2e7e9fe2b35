/** Without NUL and halves of surrogate pairs, which PostgreSQL's text cannot hold and sheets can. */
export const storable = (text: string): string => text.replace(/[\0\p{Surrogate}]/gu, "\uFFFD")
