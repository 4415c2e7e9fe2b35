import assert from "node:assert/strict"
import { setTimeout as wait } from "node:timers/promises"
import { untilEnded, upload } from "../support/uploads.ts"
import { filesStage, orders } from "./filesStage.ts"

describe("uploaded files", () => {
  const stage = filesStage()
  const { listed, rowsOf, known, log } = stage

  it("become workbooks that are described sheet by sheet, found and listed", async () => {
    const user = await known("ann")
    const reply = await upload(stage.server, user, "Orders 2026 ü.csv", orders)
    assert.equal(reply.status, 201)
    const { fileId } = reply.body
    const file = await untilEnded(stage.server, user, fileId)
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
    const first = await upload(stage.server, cleo, "a.csv", orders)
    const again = await upload(stage.server, cleo, "b.csv", orders)
    assert.equal(first.status, 201)
    assert.equal(again.status, 200)
    assert.deepEqual([again.body["fileId"], again.body["fileName"]], [first.body["fileId"], "a.csv"])
    const other = await upload(stage.server, dan, "a.csv", orders)
    assert.equal(other.status, 201)
    assert.notEqual(other.body["fileId"], first.body["fileId"])
    for (const method of ["GET", "DELETE"])
      assert.equal(
        (await stage.server.request(method, `/api/files/${String(first.body["fileId"])}`, { user: dan })).status,
        404,
      )
    assert.equal((await listed(cleo)).length, 1)
  })

  it("are one file when the same bytes come at the same time", async () => {
    const replies = await Promise.all([1, 2, 3].map((n) => upload(stage.server, "eve", `${n}.csv`, orders)))
    assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 200, 201])
    assert.equal(new Set(replies.map(({ body }) => body["fileId"])).size, 1)
    assert.equal((await listed("eve")).length, 1)
  })

  it("leave no trace when they are deleted", async () => {
    const user = await known("fay")
    const { body } = await upload(stage.server, user, "a.csv", orders)
    await untilEnded(stage.server, user, body["fileId"])
    const path = `/api/files/${String(body["fileId"])}`
    assert.equal((await stage.server.request("DELETE", path, { user })).status, 204)
    assert.deepEqual(await rowsOf(user), {})
    assert.equal((await stage.server.request("GET", path, { user })).status, 404)
    assert.equal((await stage.server.request("DELETE", path, { user })).status, 404)
    assert.equal((await stage.server.request("GET", `/api/workbooks/${String(body["fileId"])}`, { user })).status, 404)
  })

  it("leave no trace when they are deleted while they are read", async () => {
    const user = await known("gus")
    const rows = Array.from({ length: 300_000 }, (_, row) => `row ${row},${row}`).join("\n")
    const uploading = upload(stage.server, user, "long.csv", `Name,Value\n${rows}\n`)
    for (;;) {
      const [file] = await listed(user)
      if (file?.status === "PROCESSING") break
      await wait(20)
    }
    const [file] = await listed(user)
    assert.equal((await stage.server.request("DELETE", `/api/files/${String(file?.fileId)}`, { user })).status, 204)
    const reply = await uploading
    assert.ok(reply.status === 422 || reply.status === 201, JSON.stringify(reply.body))
    while (Object.keys(await rowsOf(user)).length > 0) await wait(50)
    await wait(300)
    assert.deepEqual(await rowsOf(user), {})
  })

  it("go with the workbook that they became when that is deleted", async () => {
    const user = await known("hal")
    const { body } = await upload(stage.server, user, "a.csv", orders)
    await untilEnded(stage.server, user, body["fileId"])
    assert.equal(
      (await stage.server.request("DELETE", `/api/workbooks/${String(body["fileId"])}`, { user })).status,
      204,
    )
    assert.deepEqual(await rowsOf(user), {})
  })

  it("keep their names and cells out of the log", () => {
    assert.ok(log.events.some(({ event }) => event === "file read"))
    assert.doesNotMatch(JSON.stringify(log.events), /Orders 2026|North|long\.csv/)
  })
})
