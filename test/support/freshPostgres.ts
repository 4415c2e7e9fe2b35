import { randomBytes } from "node:crypto"
import { Client } from "pg"

export interface FreshPostgres {
  /** As a role that is no superuser and owns the database. */
  readonly url: string
  /** The same database as the superuser. */
  readonly superuserUrl: string
  drop(): Promise<void>
}

const server = process.env["TEST_DATABASE_URL"]

/** False, with a printed reason, when the tests have no PostgreSQL server to use. */
export function hasPostgres(): boolean {
  if (!server) process.stdout.write("    skipped: TEST_DATABASE_URL names no PostgreSQL server\n")
  return server !== undefined
}

/** A database of its own, and a role that owns it, on the server of TEST_DATABASE_URL (a superuser's). */
export async function freshPostgres(): Promise<FreshPostgres> {
  if (!server) throw new Error("TEST_DATABASE_URL is not set: ask hasPostgres first.")
  const name = `test_${randomBytes(6).toString("hex")}`
  const password = randomBytes(12).toString("hex")
  await asSuperuser(server, [
    `create role ${name} login nosuperuser nobypassrls password '${password}'`,
    `create database ${name} owner ${name}`,
  ])
  const url = new URL(server)
  url.pathname = `/${name}`
  const superuserUrl = url.href
  // As an administrator does it once: pgvector lets nobody else.
  await asSuperuser(superuserUrl, ["create extension vector"])
  url.username = name
  url.password = password
  return {
    url: url.href,
    superuserUrl,
    drop: () => asSuperuser(server, [`drop database ${name} with (force)`, `drop role ${name}`]),
  }
}

async function asSuperuser(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client(url)
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
