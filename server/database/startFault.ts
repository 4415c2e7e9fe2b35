import { AppError } from "../../shared/errors.ts"
import { codeOf } from "./storageFault.ts"

/**
 * Why the database cannot be used, for the person who starts the server. Never the address itself: it holds the password.
 * What is no fault of the database's set-up comes back as it is.
 */
export function startFault(thrown: unknown): unknown {
  const cause = thrown instanceof AppError && thrown.cause !== undefined ? thrown.cause : thrown
  const code = codeOf(cause)
  const advice = code === undefined ? adviceWithoutCode(cause) : adviceFor(code, cause)
  if (!advice) return thrown
  const reason = code === undefined ? "" : ` (${code})`
  return new AppError("storage_unavailable", advice.replace("$", reason), { cause })
}

/** The sentence for a code, with `$` where the code stands. */
function adviceFor(code: string, cause?: unknown): string | undefined {
  if (code === "42501" && cause instanceof Error && cause.message.includes("create extension"))
    return "The database user of DATABASE_URL may not set up the pgvector extension$: let an administrator run CREATE EXTENSION vector in that database once."
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
