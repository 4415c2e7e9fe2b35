import { AppError } from "../../shared/errors.ts"
import { withTimeout } from "../async/withTimeout.ts"

/** How long `ready` waits, in milliseconds. */
export const readyMs = 2000

/** @throws AppError storage_unavailable when the database takes longer than so many milliseconds. */
export const inTime = <T>(work: Promise<T>, ms: number): Promise<T> =>
  withTimeout(
    work,
    ms,
    () => new AppError("storage_unavailable", "The database does not answer; please try again later."),
  )
