import { AppError } from "../../shared/errors.ts"

/** The meaning of our server's close codes; undefined for those of a connection that merely broke. */
export function closeReason(code: number): AppError | undefined {
  switch (code) {
    case 4001:
      return new AppError("cancelled", "This chat was opened in another place and goes on there.")
    case 4003:
      // Retryable: a new sign-in may be had without the person.
      return new AppError("unauthenticated", "Your sign-in has ended.", { retryable: true })
    default:
      return undefined
  }
}
