import type { ErrorCode } from "../../../shared/errors.ts"
import type { ParsedPart } from "./fileParser.ts"

/** To the parsing process. The file itself comes through its standard input. */
export type ToParser =
  | { readonly kind: "start"; readonly fileName: string }
  /** One part was taken: another one may come. */
  | { readonly kind: "taken" }

export type FromParser =
  | { readonly kind: "part"; readonly part: ParsedPart }
  | { readonly kind: "end" }
  | { readonly kind: "failed"; readonly code: ErrorCode; readonly message: string }

/** Parts under way that nobody has taken yet. */
export const partsAhead = 4
