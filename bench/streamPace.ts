/** What every stream of the bench says: 20 chunks a second, for 15 seconds. */
export const chunks = 300
export const everyMs = 50

export const text = (index: number): string => `word ${index} of a long answer, `
