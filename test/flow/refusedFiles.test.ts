import assert from "node:assert/strict"
import { request as httpRequest } from "node:http"
import { setTimeout as wait } from "node:timers/promises"
import { limits } from "../../shared/limits.ts"
import { formEnd, formPart, formType, upload, uploadForm } from "../support/uploads.ts"
import { filesStage, orders } from "./filesStage.ts"

describe("uploaded files", () => {
  const stage = filesStage()
  const { listed, rowsOf, known, log } = stage

  it("are refused while twenty of their owner's wait to be read, and nobody else's", async () => {
    const user = await known("quentin")
    const [owner] = await stage.database.query<{ tenant_id: string; user_id: string }>(
      "select tenant_id, user_id from sessions where title = $1",
      [user],
    )
    await stage.database.asMaintenance((rows) =>
      rows.query(
        `insert into files (tenant_id, user_id, file_id, name, size, hash, status, uploaded_at, changed_at)
         select $1, $2, 'waiting-' || n, 'a.csv', 1, 'hash-' || n, 'reading', now(), now() from generate_series(1, 20) n`,
        [owner?.tenant_id, owner?.user_id],
      ),
    )
    const refused = await upload(stage.server, user, "more.csv", orders)
    assert.deepEqual([refused.status, refused.body["code"]], [429, "rate_limited"])
    assert.equal((await upload(stage.server, "rosa", "more.csv", orders)).status, 201)
  })

  it("are refused when they are no workbook, and leave no trace; uploaded again they are looked at again", async () => {
    const user = await known("ivy")
    for (const attempt of [1, 2]) {
      const { status, body } = await upload(stage.server, user, `a${attempt}.xlsx`, "PK\u0003\u0004 and no more")
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
      const reply = await uploadForm(stage.server, user, body, headers)
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
      const said = await uploadForm(stage.server, user, Buffer.alloc(limits.uploadBytes + 200_000))
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
      const reply = await uploadForm(stage.server, user, unsaid)
      assert.deepEqual([reply.status, reply.body["code"]], [413, "message_too_large"])
      assert.match(String(reply.body["detail"]), /larger than 50 MB/)
      assert.deepEqual(await rowsOf(user), {})
    })

    it("leave nothing when the sender hangs up", async () => {
      const token = await stage.server.token(user)
      const request = httpRequest(`${stage.server.url}/api/files/upload`, {
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
    const token = await stage.server.token("kim")
    const requests = [1, 2, 3, 4].map(() => {
      const request = httpRequest(`${stage.server.url}/api/files/upload`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": formType },
      })
      request.on("error", () => undefined)
      request.write(formPart("1,2", "a.csv"))
      return request
    })
    for (;;) {
      const reply = await uploadForm(stage.server, "kim", Buffer.alloc(100_000))
      if (reply.status === 429) break
      await wait(20)
    }
    assert.equal((await upload(stage.server, "leo", "a.csv", orders)).status, 201)
    for (const request of requests) request.destroy()
  })

  it("keep their names and cells out of the log", () => {
    assert.doesNotMatch(JSON.stringify(log.events), /North|more\.csv/)
  })
})
