import assert from "node:assert/strict"
import { request as httpRequest } from "node:http"
import { setTimeout as wait } from "node:timers/promises"
import { sharedAnalyzer } from "../support/sharedAnalyzer.ts"
import type { Database } from "../../server/database/database.ts"
import { migrate } from "../../server/database/migrate.ts"
import { openPgliteDatabase } from "../../server/database/pgliteDatabase.ts"
import { fileListSchema } from "../../shared/files.ts"
import { limits } from "../../shared/limits.ts"
import { recordingLog } from "../support/recordingLog.ts"
import { startTestServer, type TestServer } from "../support/startTestServer.ts"
import { formEnd, formPart, formType, untilEnded, upload, uploadForm } from "../support/uploads.ts"

const orders = "Region,Sales\nNorth,10.5\nSouth,20\n"
const everyTable = [
  "files",
  "file_parts",
  "workbooks",
  "workbook_sheets",
  "workbook_blocks",
  "indexed_sheets",
  "chunks",
]

describe("uploaded files", () => {
  const log = recordingLog()
  let database: Database
  let server: TestServer
  before(async () => {
    database = await openPgliteDatabase(undefined)
    await migrate(database)
    server = await startTestServer({}, { database, log, analyzer: sharedAnalyzer() })
  })
  after(async () => {
    await server.close()
    await database.close()
  })

  const listed = async (user: string) =>
    fileListSchema.parse((await server.request("GET", "/api/files", { user })).body).files
  /** How many rows of each table are of this user. */
  const rowsOf = async (user: string): Promise<Record<string, number>> => {
    const [owner] = await database.query<{ user_id: string }>("select user_id from sessions where title = $1", [user])
    const counts: Record<string, number> = {}
    for (const table of everyTable) {
      const [row] = await database.query<{ count: number }>(
        `select count(*) as count from ${table} where user_id = $1`,
        [owner?.user_id],
      )
      if (row && row.count > 0) counts[table] = row.count
    }
    return counts
  }
  /** A user whose rows can be counted. */
  const known = async (user: string): Promise<string> => {
    await server.request("POST", "/api/conversations/sessions", { user, body: { title: user } })
    return user
  }

  it("are refused while twenty of their owner's wait to be read, and nobody else's", async () => {
    const user = await known("quentin")
    const [owner] = await database.query<{ tenant_id: string; user_id: string }>(
      "select tenant_id, user_id from sessions where title = $1",
      [user],
    )
    await database.asMaintenance((rows) =>
      rows.query(
        `insert into files (tenant_id, user_id, file_id, name, size, hash, status, uploaded_at, changed_at)
         select $1, $2, 'waiting-' || n, 'a.csv', 1, 'hash-' || n, 'reading', now(), now() from generate_series(1, 20) n`,
        [owner?.tenant_id, owner?.user_id],
      ),
    )
    const refused = await upload(server, user, "more.csv", orders)
    assert.deepEqual([refused.status, refused.body["code"]], [429, "rate_limited"])
    assert.equal((await upload(server, "rosa", "more.csv", orders)).status, 201)
  })

  it("become workbooks that are described sheet by sheet, found and listed", async () => {
    const user = await known("ann")
    const reply = await upload(server, user, "Orders 2026 ü.csv", orders)
    assert.equal(reply.status, 201)
    const { fileId } = reply.body
    const file = await untilEnded(server, user, fileId)
    assert.equal(file.uploadedAt.slice(0, 2), "20")
    assert.deepEqual(file, {
      fileId,
      fileName: "Orders 2026 ü.csv",
      size: 33,
      status: "COMPLETED",
      progress: 1,
      reason: null,
      code: null,
      uploadedAt: file.uploadedAt,
      sheets: [
        {
          name: "Orders 2026 ü",
          status: "COMPLETED",
          reason: null,
          visibility: "visible",
          usedRange: "A1:B3",
          cells: { number: 2, date: 0, text: 4, boolean: 0, error: 0 },
          sum: 30.5,
          tables: [
            {
              name: file.sheets[0]?.tables[0]?.name,
              address: "A1:B3",
              columns: [
                { name: "Region", kind: "text" },
                { name: "Sales", kind: "decimal" },
              ],
            },
          ],
        },
      ],
    })
    assert.deepEqual(
      (await listed(user)).map((summary) => ({ ...summary, sheets: file.sheets })),
      [file],
    )
    const counts = await rowsOf(user)
    assert.equal(counts["file_parts"], undefined)
    assert.ok((counts["chunks"] ?? 0) > 0)
  })

  it("are the same file when the same bytes come again, and another owner's never", async () => {
    const [cleo, dan] = ["cleo", "dan"]
    const first = await upload(server, cleo, "a.csv", orders)
    const again = await upload(server, cleo, "b.csv", orders)
    assert.equal(first.status, 201)
    assert.equal(again.status, 200)
    assert.deepEqual([again.body["fileId"], again.body["fileName"]], [first.body["fileId"], "a.csv"])
    const other = await upload(server, dan, "a.csv", orders)
    assert.equal(other.status, 201)
    assert.notEqual(other.body["fileId"], first.body["fileId"])
    for (const method of ["GET", "DELETE"])
      assert.equal(
        (await server.request(method, `/api/files/${String(first.body["fileId"])}`, { user: dan })).status,
        404,
      )
    assert.equal((await listed(cleo)).length, 1)
  })

  it("are one file when the same bytes come at the same time", async () => {
    const replies = await Promise.all([1, 2, 3].map((n) => upload(server, "eve", `${n}.csv`, orders)))
    assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 200, 201])
    assert.equal(new Set(replies.map(({ body }) => body["fileId"])).size, 1)
    assert.equal((await listed("eve")).length, 1)
  })

  it("leave no trace when they are deleted", async () => {
    const user = await known("fay")
    const { body } = await upload(server, user, "a.csv", orders)
    await untilEnded(server, user, body["fileId"])
    const path = `/api/files/${String(body["fileId"])}`
    assert.equal((await server.request("DELETE", path, { user })).status, 204)
    assert.deepEqual(await rowsOf(user), {})
    assert.equal((await server.request("GET", path, { user })).status, 404)
    assert.equal((await server.request("DELETE", path, { user })).status, 404)
    assert.equal((await server.request("GET", `/api/workbooks/${String(body["fileId"])}`, { user })).status, 404)
  })

  it("leave no trace when they are deleted while they are read", async () => {
    const user = await known("gus")
    const rows = Array.from({ length: 300_000 }, (_, row) => `row ${row},${row}`).join("\n")
    const uploading = upload(server, user, "long.csv", `Name,Value\n${rows}\n`)
    for (;;) {
      const [file] = await listed(user)
      if (file?.status === "PROCESSING") break
      await wait(20)
    }
    const [file] = await listed(user)
    assert.equal((await server.request("DELETE", `/api/files/${String(file?.fileId)}`, { user })).status, 204)
    const reply = await uploading
    assert.ok(reply.status === 422 || reply.status === 201, JSON.stringify(reply.body))
    while (Object.keys(await rowsOf(user)).length > 0) await wait(50)
    await wait(300)
    assert.deepEqual(await rowsOf(user), {})
  })

  it("go with the workbook that they became when that is deleted", async () => {
    const user = await known("hal")
    const { body } = await upload(server, user, "a.csv", orders)
    await untilEnded(server, user, body["fileId"])
    assert.equal((await server.request("DELETE", `/api/workbooks/${String(body["fileId"])}`, { user })).status, 204)
    assert.deepEqual(await rowsOf(user), {})
  })

  it("are refused when they are no workbook, and leave no trace; uploaded again they are looked at again", async () => {
    const user = await known("ivy")
    for (const attempt of [1, 2]) {
      const { status, body } = await upload(server, user, `a${attempt}.xlsx`, "PK\u0003\u0004 and no more")
      assert.deepEqual([status, body["code"]], [422, "unreadable_file"])
      assert.match(String(body["detail"]), /^The file is .*\.$/)
      assert.deepEqual(await rowsOf(user), {})
    }
  })

  describe("that do not arrive well", () => {
    const refused = async (
      user: string,
      body: Uint8Array,
      headers: Record<string, string> = {},
    ): Promise<unknown[]> => {
      const reply = await uploadForm(server, user, body, headers)
      assert.deepEqual(await rowsOf(user), {})
      return [reply.status, reply.body["code"], reply.body["detail"]]
    }
    let user: string
    before(async () => (user = await known("joe")))

    it("are refused in a form with two files", async () => {
      const body = Buffer.concat([formPart(orders, "a.csv"), formPart("x", "b.csv"), formEnd])
      assert.deepEqual(await refused(user, body), [400, "invalid_request", "Send one file at a time."])
    })
    it("are refused in a field of another name", async () => {
      assert.deepEqual(await refused(user, Buffer.concat([formPart(orders, "a.csv", "upload"), formEnd])), [
        400,
        "invalid_request",
        "Send the file in the field named file.",
      ])
    })
    it("are refused when there is none", async () => {
      const field = Buffer.from('--cut\r\nContent-Disposition: form-data; name="file"\r\n\r\ntext\r\n')
      assert.deepEqual(await refused(user, Buffer.concat([field, formEnd])), [
        400,
        "invalid_request",
        "The form holds no file: send one in the field named file.",
      ])
    })
    it("are refused when they are empty", async () => {
      const [status, code] = await refused(user, Buffer.concat([formPart("", "a.csv"), formEnd]))
      assert.deepEqual([status, code], [422, "unreadable_file"])
    })
    it("are refused when the form breaks off", async () => {
      assert.deepEqual(await refused(user, formPart(orders, "a.csv")), [
        400,
        "invalid_request",
        "The form ends before its file is complete; please upload it again.",
      ])
    })
    it("are refused without a form", async () => {
      assert.deepEqual((await refused(user, Buffer.from("x"), { "content-type": "text/csv" })).slice(0, 2), [
        415,
        "unsupported_media_type",
      ])
      assert.deepEqual((await refused(user, Buffer.from("x"), { "content-type": "multipart/form-data" })).slice(0, 2), [
        400,
        "invalid_request",
      ])
      assert.deepEqual((await refused(user, formEnd, { "content-encoding": "gzip" })).slice(0, 2), [
        415,
        "unsupported_media_type",
      ])
    })

    it("are refused when they are larger than 50 MB, said before or not", async () => {
      const said = await uploadForm(server, user, Buffer.alloc(limits.uploadBytes + 200_000))
      assert.deepEqual([said.status, said.body["code"]], [413, "message_too_large"])
      let sent = 0
      const unsaid = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          if (sent === 0) controller.enqueue(formPart("", "a.csv").subarray(0, -2))
          if (sent > limits.uploadBytes) {
            controller.enqueue(formEnd)
            controller.close()
          } else controller.enqueue(Buffer.alloc(1024 * 1024, "1,"))
          sent += 1024 * 1024
        },
      })
      const reply = await uploadForm(server, user, unsaid)
      assert.deepEqual([reply.status, reply.body["code"]], [413, "message_too_large"])
      assert.match(String(reply.body["detail"]), /larger than 50 MB/)
      assert.deepEqual(await rowsOf(user), {})
    })

    it("leave nothing when the sender hangs up", async () => {
      const token = await server.token(user)
      const request = httpRequest(`${server.url}/api/files/upload`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": formType },
      })
      request.on("error", () => undefined)
      request.write(formPart(Buffer.alloc(3 * 1024 * 1024, "1,"), "a.csv"))
      while ((await rowsOf(user))["file_parts"] !== 2) await wait(20)
      assert.deepEqual(await listed(user), [])
      request.destroy()
      while (Object.keys(await rowsOf(user)).length > 0) await wait(20)
    })
  })

  it("are taken four large ones at a time of one owner", async () => {
    const token = await server.token("kim")
    const requests = [1, 2, 3, 4].map(() => {
      const request = httpRequest(`${server.url}/api/files/upload`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": formType },
      })
      request.on("error", () => undefined)
      request.write(formPart("1,2", "a.csv"))
      return request
    })
    for (;;) {
      const reply = await uploadForm(server, "kim", Buffer.alloc(100_000))
      if (reply.status === 429) break
      await wait(20)
    }
    assert.equal((await upload(server, "leo", "a.csv", orders)).status, 201)
    for (const request of requests) request.destroy()
  })

  it("keep their names and cells out of the log", () => {
    assert.ok(log.events.some(({ event }) => event === "file read"))
    assert.doesNotMatch(JSON.stringify(log.events), /Orders 2026|North|long\.csv/)
  })
})
