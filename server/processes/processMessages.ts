import type { ErrorCode } from "../../shared/errors.ts"

/**
 * To a process. `id` tells the calls of one process apart; what is called for is between whoever asks and the program.
 * Bytes too many for one message follow as `input`, null after the last. Of a reply in parts, only as many come as `more` has allowed.
 */
export type ToProcess =
  | { readonly id: number; readonly call: unknown }
  | { readonly id: number; readonly input: Uint8Array | null }
  | { readonly id: number; readonly more: number }

/** A call ends with its result or its error; parts may come before. */
export type FromProcess =
  | { readonly id: number; readonly part: unknown }
  | { readonly id: number; readonly ok: true; readonly result: unknown }
  | {
      readonly id: number
      readonly ok: false
      readonly code: ErrorCode
      readonly message: string
      /** For the log. */
      readonly cause?: string
    }

/** The id under which a process says that it is ready. */
export const readyId = 0
