import { randomBytes } from "node:crypto"

/** Marks sheet content in a prompt. Made anew for each question, so that no cell can hold its end. */
export interface Fence {
  readonly begin: string
  readonly end: string
}

export function createFence(id = randomBytes(6).toString("hex")): Fence {
  return { begin: `[BEGIN SHEET DATA ${id}]`, end: `[END SHEET DATA ${id}]` }
}

/** JSON of sheet content between the marks, with whatever imitates a mark or a chat template's control token made harmless. */
export const fenced = (fence: Fence, json: string): string => `${fence.begin}\n${neutralise(json)}\n${fence.end}`

/**
 * The first character of each imitation becomes its JSON escape, so the text means the same and reads as no mark:
 * `<|im_start|>` and `<s>` are tokens to many local models, `[INST]` to some.
 */
const neutralise = (json: string): string =>
  json
    .replace(/<(?=\||\/?s>|<\/?SYS)/gi, "\\u003c")
    .replace(/\[(?=\s*(BEGIN|END)\s+SHEET\s+DATA|\/?INST\])/gi, "\\u005b")
