import { Pool, types, type PoolClient } from "pg"
import { AppError } from "../../shared/errors.ts"
import type { Queries } from "./queries.ts"
import type { Database } from "./database.ts"
import { inTime, readyMs } from "./inTime.ts"
import { asMaintenanceOver, asOwnerOver } from "./scopes.ts"
import { startFault } from "./startFault.ts"
import { codeOf, translate } from "./storageFault.ts"

/** How long a request waits for a connection, and for each of its statements. */
const connectMs = 3000
const requestMs = 5000
/** The same for work that nobody waits for. */
const maintenanceMs = 60_000
/** How much longer we wait than the server, which ends the statement itself and keeps the connection. */
const graceMs = 500

/**
 * A PostgreSQL server, over a pool of connections that mends itself.
 * @throws AppError storage_unavailable with a sentence for the operator when it cannot be reached or lets us not in.
 */
export async function openPgDatabase(url: string): Promise<Database> {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: "excel-chat-agent",
    types: { getTypeParser },
  })
  const busy = new Set<PoolClient>()
  // A connection that breaks while nobody uses it, or between two statements, is replaced; whoever needs it next hears of it.
  const isNoticedLater = (): void => undefined
  pool.on("error", isNoticedLater)
  pool.on("connect", (client) => client.on("error", isNoticedLater))

  const connected = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    const client = await translate(() => pool.connect())
    const state: Client = { client, lost: false }
    busy.add(client)
    try {
      return await work(state)
    } finally {
      busy.delete(client)
      client.release(state.lost)
    }
  }
  const within =
    (limitMs: number): Database["transaction"] =>
    (work) =>
      connected((client) => inTransaction(client, limitMs, work))

  const database: Database = {
    query: (sql, values) => connected((client) => run(client, requestMs, sql, values)),
    transaction: within(0),
    asOwner: asOwnerOver(within(requestMs)),
    asMaintenance: asMaintenanceOver(within(maintenanceMs)),
    ready: async () => {
      await inTime(database.query("select 1"), readyMs)
    },
    close: async () => {
      if (pool.ending) return
      const ended = pool.end()
      await inTime(ended, requestMs).catch(() => Promise.all([...busy].map((client) => client.end())))
    },
  }
  try {
    await database.query("select 1")
  } catch (error) {
    await database.close()
    throw startFault(error)
  }
  return database
}

interface Client {
  readonly client: PoolClient
  /** True when nobody knows what state it is in: it must not go back to the pool. */
  lost: boolean
}

/** `limitMs` for each statement; 0 is no limit. */
async function inTransaction<T>(client: Client, limitMs: number, work: (rows: Queries) => Promise<T>): Promise<T> {
  // A server that hears nothing of us any more lets go of the locks by itself.
  await run(
    client,
    limitMs,
    `begin; set local statement_timeout = ${limitMs}; set local idle_in_transaction_session_timeout = ${maintenanceMs}`,
  )
  let open = true
  try {
    const result = await work({
      query: (sql, values) =>
        open
          ? run(client, limitMs, sql, values)
          : Promise.reject(new AppError("storage_unavailable", "The transaction has ended; please try again.")),
    })
    open = false
    await run(client, limitMs, "commit")
    return result
  } catch (error) {
    open = false
    if (!client.lost)
      await run(client, limitMs, "rollback").catch(() => {
        client.lost = true
      })
    throw error
  }
}

function run<Row>(to: Client, limitMs: number, sql: string, values?: readonly unknown[]): Promise<Row[]> {
  return translate(async () => {
    try {
      const query = { text: sql, ...(values && { values: [...values] }), query_timeout: limitMs && limitMs + graceMs }
      // Several statements have several results, which the types do not tell.
      const result: unknown = await to.client.query(query)
      const last: unknown = Array.isArray(result) ? result.at(-1) : result
      // Row types are the caller's promise about their own SQL, as in every driver.
      return (last as { rows: Row[] }).rows
    } catch (error) {
      // The server's own complaints have a SQLSTATE; without one the connection failed or did not answer in time.
      if (!/^[\dA-Z]{5}$/.test(codeOf(error) ?? "") || /^(?:08|57P)/.test(codeOf(error) ?? "")) to.lost = true
      throw error
    }
  })
}

/** As the embedded database gives them: a bigint is a number where a number holds it. */
function getTypeParser(
  oid: Parameters<typeof types.getTypeParser>[0],
  format?: "text" | "binary",
): (text: string) => unknown {
  if (oid === types.builtins.INT8 && format !== "binary")
    return (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text))
  return types.getTypeParser(oid, format) as (text: string) => unknown
}
