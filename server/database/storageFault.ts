import { AppError } from "../../shared/errors.ts"

/** SQLSTATE classes that blame the statement (data, constraint, syntax), not the database. */
const statementFault = /^(?:21|22|23|42)/

/** SQLSTATE of a server's complaint, or the system's code of a connection that failed. */
export const codeOf = (thrown: unknown): string | undefined =>
  thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : undefined

/** What a driver throws becomes storage_unavailable, except what blames the statement: that is a mistake of ours and stays as it is. */
export async function translate<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof AppError || statementFault.test(codeOf(cause) ?? "")) throw cause
    throw new AppError(
      "storage_unavailable",
      "The server cannot store or read anything right now; please try again later.",
      {
        cause,
      },
    )
  }
}
