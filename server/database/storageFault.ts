import { AppError } from "../../shared/errors.ts"

/** SQLSTATE classes that blame the statement (data, constraint, syntax), not the database. */
const statementFault = /^(?:22|23|42)/

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
      "Conversations cannot be stored or read right now; please try again later.",
      { cause },
    )
  }
}

/** Resolves or fails with the work, and fails after so many milliseconds; the work goes on unheard. */
export async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new AppError("storage_unavailable", "The database does not answer; please try again later.")),
      ms,
    )
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** How long `ready` waits. */
export const readyMs = 2000

/**
 * Why the database cannot be used, for the person who starts the server. Never the address itself: it holds the password.
 * What is no fault of the database's set-up comes back as it is.
 */
export function startFault(thrown: unknown): unknown {
  const cause = thrown instanceof AppError && thrown.cause !== undefined ? thrown.cause : thrown
  const code = codeOf(cause)
  const advice = code === undefined ? adviceWithoutCode(cause) : adviceFor(code)
  if (!advice) return thrown
  const reason = code === undefined ? "" : ` (${code})`
  return new AppError("storage_unavailable", advice.replace("$", reason), { cause })
}

/** The sentence for a code, with `$` where the code stands. */
function adviceFor(code: string): string | undefined {
  switch (code) {
    case "28P01":
    case "28000":
      return "The database refuses the user or the password of DATABASE_URL$: correct them."
    case "3D000":
      return "The database that DATABASE_URL names does not exist$: create it, or correct the name."
    case "3F000":
      return "The database user of DATABASE_URL has no schema to create tables in$: create one and set its search_path."
    case "42501":
      return "The database user of DATABASE_URL may not set up its tables$: make it the owner of its database, or grant it CREATE on the database and its schema."
    case "0A000":
    case "58P01":
      return "The database server has no pgvector extension$: install it there (https://github.com/pgvector/pgvector), then start again."
    case "53300":
      return "The database server takes no more connections$: raise its max_connections, or end other programs."
    case "57P03":
      return "The database server is starting or stopping$: try again in a moment."
    case "ERR_INVALID_URL":
    case "ERR_INVALID_ARG_TYPE":
      return "DATABASE_URL cannot be read: write it as postgresql://user:password@host:5432/database, special characters percent-encoded."
    case "ENOENT":
      return "A certificate file that DATABASE_URL names does not exist$: correct its path."
  }
  if (/CERT|TLS|SSL|UNABLE_TO_VERIFY/.test(code))
    return "The database server's certificate is not trusted$: name its authority with sslrootcert in DATABASE_URL."
  if (/^E[A-Z_]+$/.test(code))
    return "The database server of DATABASE_URL cannot be reached$: start it, or correct the address."
  return undefined
}

function adviceWithoutCode(cause: unknown): string | undefined {
  if (cause instanceof URIError) return adviceFor("ERR_INVALID_URL")
  if (!(cause instanceof Error)) return undefined
  if (cause.message.includes("does not support SSL"))
    return "The database server speaks no TLS: set it up there, or take sslmode out of DATABASE_URL."
  if (cause.message.startsWith("SASL:")) return "The database wants a password: put one into DATABASE_URL."
  if (/timeout|terminated/i.test(cause.message))
    return "The database server of DATABASE_URL does not answer: start it, or correct the address."
  return undefined
}
