import type { DuckDBConnection } from "@duckdb/node-api"
import { AppError } from "../../../shared/errors.ts"
import { isNode, nodesAt, textAt, type SqlNode } from "./sqlNode.ts"

const charactersAtMost = 20_000

/**
 * A `select` read by DuckDB's own parser, which does not run it.
 * @throws AppError invalid_request when it is no SQL, no `select` or more than one.
 */
export async function parseSelect(connection: DuckDBConnection, sql: string): Promise<SqlNode> {
  if (sql.length > charactersAtMost)
    throw new AppError(
      "invalid_request",
      `The SQL is longer than ${charactersAtMost.toLocaleString("en-US")} characters.`,
    )
  if (sql.includes("\0")) throw new AppError("invalid_request", "The SQL holds a NUL character.")
  const parsed = await readJson(connection, "SELECT json_serialize_sql($1::VARCHAR)", sql)
  if (parsed["error"] === true) throw parseError(parsed, sql)
  const [statement, ...more] = nodesAt(parsed, "statements")
  if (!statement) throw new AppError("invalid_request", "The SQL is empty; write one SELECT.")
  if (more.length > 0)
    throw new AppError("invalid_request", "Write one SELECT at a time, without a second statement after it.")
  return statement
}

/** The SQL of a statement that was parsed and changed. */
export async function writeSelect(connection: DuckDBConnection, statement: SqlNode): Promise<string> {
  const json = withoutMarks(JSON.stringify({ error: false, statements: [statement] }))
  return await oneText(connection, "SELECT json_deserialize_sql($1::VARCHAR::JSON)", json)
}

/** The logical plan of a SQL text, columns resolved, nothing run. @throws Error of DuckDB's binder. */
export async function planSelect(connection: DuckDBConnection, sql: string): Promise<SqlNode | undefined> {
  const parsed = await readJson(connection, "SELECT json_serialize_plan($1::VARCHAR)", sql)
  return parsed["error"] === true ? undefined : nodesAt(parsed, "plans")[0]
}

async function readJson(connection: DuckDBConnection, call: string, sql: string): Promise<SqlNode> {
  const parsed: unknown = JSON.parse(withMarks(await oneText(connection, call, sql)))
  return isNode(parsed) ? parsed : {}
}

async function oneText(connection: DuckDBConnection, call: string, value: string): Promise<string> {
  const [row] = (await connection.runAndReadAll(call, [value])).getRowsJS()
  const text = row?.[0]
  return typeof text === "string" ? text : ""
}

// Whole numbers beyond 2^53 lose digits in JavaScript: they go through it as marked text. A place "nowhere" is such a number too.
const mark = "\u0001whole "
const withMarks = (json: string): string =>
  json
    .replace(/"query_location":\d{16,}/g, '"query_location":0')
    .replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])|-?Infinity|NaN/g, (token) => {
      if (token.startsWith('"')) return token
      if (/\d/.test(token)) return JSON.stringify(mark + token)
      throw new AppError("invalid_request", "A number in the SQL is too large.")
    })
const withoutMarks = (json: string): string => json.replace(/"\\u0001whole (-?\d+)"/g, "$1")

function parseError(parsed: SqlNode, sql: string): AppError {
  const message = textAt(parsed, "error_message")
  if (textAt(parsed, "error_type") !== "parser")
    return new AppError(
      "invalid_request",
      "Only one SELECT can be run here: it reads the workbook's tables and changes nothing.",
    )
  const at = Number(parsed["position"] ?? NaN)
  if (!Number.isInteger(at)) return new AppError("invalid_request", `The SQL cannot be read: ${message}.`)
  const before = sql.slice(0, at).split("\n")
  const place = `line ${before.length}, column ${(before.at(-1) ?? "").length + 1}`
  return new AppError("invalid_request", `The SQL cannot be read: ${message} (${place}).`)
}
