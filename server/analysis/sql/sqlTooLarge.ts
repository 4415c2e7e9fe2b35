import { AppError } from "../../../shared/errors.ts"

export const sqlTooLarge = (cause: unknown): AppError =>
  new AppError("range_too_large", "The SQL needs too much memory; filter, group or join fewer rows.", { cause })
