import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import type { Queries } from "../../../server/database/queries.ts"
import {
  ofOwner,
  ownerColumns,
  ownerQueries,
  ownerValues,
  sameOwner,
  type OwnerQueries,
} from "../../../server/database/ownerQueries.ts"
import { sourcesOf } from "../../architecture/sources.ts"

const ann = { tenantId: "t1", userId: "ann" }

/** Keeps what it is asked. */
function recording(): { readonly rows: Queries; readonly asked: [sql: string, values?: readonly unknown[]][] } {
  const asked: [sql: string, values?: readonly unknown[]][] = []
  return { asked, rows: { query: (sql, values) => Promise.resolve(void asked.push([sql, values])).then(() => []) } }
}

describe("ownerQueries", () => {
  it("puts the owner before a statement's own values", async () => {
    const { rows, asked } = recording()
    const own = ownerQueries(ann, rows)
    await own.query(`select 1 from sessions where ${ofOwner} and session_id = $3`, ["s1"])
    await own.query(`insert into search_keys (${ownerColumns}, key) values (${ownerValues}, $3)`, ["k"])
    await own.query(
      `select 1 from sessions s where ${ofOwner} and exists (select from messages m where ${sameOwner("m", "s")})`,
    )
    assert.deepEqual(asked, [
      ["select 1 from sessions where tenant_id = $1 and user_id = $2 and session_id = $3", ["t1", "ann", "s1"]],
      ["insert into search_keys (tenant_id, user_id, key) values ($1, $2, $3)", ["t1", "ann", "k"]],
      [
        "select 1 from sessions s where tenant_id = $1 and user_id = $2 and exists " +
          "(select from messages m where m.tenant_id = s.tenant_id and m.user_id = s.user_id)",
        ["t1", "ann"],
      ],
    ])
  })

  it("does not compile a statement that forgets the owner, or statements of any other kind", () => {
    const never = (own: OwnerQueries, anybody: Queries): unknown => [
      // @ts-expect-error -- no owner
      () => own.query("select body from messages", []),
      // @ts-expect-error -- half an owner
      () => own.query("delete from messages where tenant_id = $1 and session_id = $3", []),
      // @ts-expect-error -- an insert without the owner's columns
      () => own.query("insert into messages (session_id) values ($1)", []),
      // @ts-expect-error -- statements on anybody's rows are not on one owner's
      (): OwnerQueries => anybody,
      // @ts-expect-error -- and not the other way about
      (): Queries => own,
    ]
    assert.equal(typeof never, "function")
  })

  it("is the only place that writes the owner's columns, but for the scope of row-level security", () => {
    const naming = sourcesOf(["server"]).filter(({ path }) => /tenant_id|user_id/.test(readFileSync(path, "utf8")))
    assert.deepEqual(naming.map(({ path }) => path).sort(), [
      "server/database/ownerQueries.ts",
      "server/database/scopes.ts",
    ])
  })
})
