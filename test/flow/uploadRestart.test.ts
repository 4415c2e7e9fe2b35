import assert from "node:assert/strict"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { fileListSchema, fileSchema, type UploadedFile } from "../../shared/files.ts"
import { workbookMapSchema } from "../../shared/workbookMap.ts"
import { freshPostgres, hasPostgres, type FreshPostgres } from "../support/freshPostgres.ts"
import { startServerProcess, type ServerProcess } from "../support/serverProcess.ts"
import { formEnd, formPart, formType } from "../support/uploads.ts"

const rowCount = 20_000
const content = `Name,Value\n${Array.from({ length: rowCount }, (_, row) => `row ${row},${row}`).join("\n")}\n`

async function ask(server: ServerProcess, token: string, method: string, path: string, form?: Uint8Array<ArrayBuffer>) {
  const headers = { authorization: `Bearer ${token}`, ...(form && { "content-type": formType }) }
  const reply = await fetch(server.url + path, { method, headers, body: form ?? null })
  return (await reply.json()) as unknown
}

async function signIn(server: ServerProcess): Promise<string> {
  const reply = await fetch(`${server.url}/auth/local/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ user: "ann" }),
  })
  return ((await reply.json()) as { accessToken: string }).accessToken
}

/** Uploads, and resolves with the file's id as soon as it is read. */
async function uploadUntilRead(server: ServerProcess, token: string): Promise<string> {
  // It is killed before it has replied.
  const form = Buffer.concat([formPart(content, "long.csv"), formEnd])
  ask(server, token, "POST", "/api/files/upload", form).catch(() => undefined)
  for (;;) {
    const { files } = fileListSchema.parse(await ask(server, token, "GET", "/api/files"))
    const [file] = files
    if (file?.status === "PROCESSING") return file.fileId
    await wait(20)
  }
}

async function untilDone(server: ServerProcess, token: string, fileId: string): Promise<UploadedFile> {
  for (;;) {
    const file = fileSchema.parse(await ask(server, token, "GET", `/api/files/${fileId}`))
    if (file.status !== "PROCESSING" && file.status !== "UPLOADED") return file
    await wait(100)
  }
}

async function expectWhole(server: ServerProcess, token: string, fileId: string): Promise<void> {
  const file = await untilDone(server, token, fileId)
  assert.deepEqual([file.status, file.sheets.length, file.sheets[0]?.cells.number], ["COMPLETED", 1, rowCount])
  assert.equal(file.sheets[0]?.sum, (rowCount * (rowCount - 1)) / 2)
  const { files } = fileListSchema.parse(await ask(server, token, "GET", "/api/files"))
  assert.equal(files.length, 1)
  const map = workbookMapSchema.parse(await ask(server, token, "GET", `/api/workbooks/${fileId}`))
  assert.deepEqual(
    map.sheets.map(({ index, layout }) => [index, layout?.tables.length]),
    [["indexed", 1]],
  )
}

describe("an upload whose server is killed", function () {
  it("is read to its end after the restart, once", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "excel-chat-"))
    const first = await startServerProcess({ DATA_DIR: dataDir })
    const token = await signIn(first)
    const fileId = await uploadUntilRead(first, token)
    await first.kill()
    const second = await startServerProcess({ DATA_DIR: dataDir })
    await expectWhole(second, token, fileId)
    await second.kill()
    await rm(dataDir, { recursive: true, force: true })
  })

  describe("beside another one on the same PostgreSQL", () => {
    let postgres: FreshPostgres | undefined
    before(async function () {
      if (!hasPostgres()) this.skip()
      postgres = await freshPostgres()
    })
    after(() => postgres?.drop())

    it("is read to its end by the other, once", async () => {
      const dataDir = await mkdtemp(join(tmpdir(), "excel-chat-"))
      const environment = { DATA_DIR: dataDir, DATABASE_URL: postgres?.url ?? "" }
      const first = await startServerProcess(environment)
      const token = await signIn(first)
      const fileId = await uploadUntilRead(first, token)
      const second = await startServerProcess(environment)
      await first.kill()
      await expectWhole(second, token, fileId)
      await second.kill()
      await rm(dataDir, { recursive: true, force: true })
    })
  })
})
