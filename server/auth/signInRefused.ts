import { AppError } from "../../shared/errors.ts"

/** What was wrong with a sign-in; stands in the log, and is never said to who tried. */
export type RefusalReason =
  | "no_token"
  | "malformed"
  | "header"
  | "unknown_key"
  | "signature"
  | "claims"
  | "expired"
  | "not_yet_valid"
  | "issuer"
  | "audience"

/** The same sentence whatever was wrong: what a thief could learn from it, nobody else needs. */
export const signInRefused = (reason: RefusalReason, cause?: unknown): AppError =>
  new AppError("unauthenticated", "The sign-in is missing, not valid or has ended; please sign in again.", {
    cause: Object.assign(new Error(reason, { cause }), { code: reason }),
  })

/** What was wrong, where a sign-in was refused. */
export const refusalReason = ({ code, cause }: AppError): unknown =>
  code === "unauthenticated" && cause instanceof Error && "code" in cause ? cause.code : undefined
