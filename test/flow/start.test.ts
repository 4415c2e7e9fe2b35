import assert from "node:assert/strict"
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { request } from "node:https"
import { createServer, type AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { readConfig, type Config } from "../../server/config/config.ts"
import { startServer } from "../../server/compose/startServer.ts"
import { noAnalyzer, sharedDatabase } from "../support/startTestServer.ts"
import { transformersPackage } from "../support/transformersPackage.ts"

describe("starting the server", () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "start-"))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const config = (environment: Record<string, string>): Config => {
    const read = readConfig({ PORT: "0", TLS: "off", DATA_DIR: folder, LOG_LEVEL: "silent", ...environment })
    assert.ok(read.ok, JSON.stringify(read))
    return read.config
  }

  it("names the port that is in use and what to do, and leaves nothing behind", async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve))
    const { port } = other.address() as AddressInfo
    await assert.rejects(
      startServer(config({ PORT: String(port) }), { database: await sharedDatabase(), analyzer: noAnalyzer }),
      {
        name: "AppError",
        message: `Port ${port} is already in use: stop the other program or set PORT=${port + 1}.`,
      },
    )
    other.close()
  })

  it("says when the data folder cannot be written", async () => {
    await writeFile(join(folder, "file"), "")
    const inside = join(folder, "file", "data")
    await assert.rejects(startServer(config({ DATA_DIR: inside })), {
      code: "storage_unavailable",
      message: `The data folder ${inside} cannot be written (ENOTDIR): change its permissions or set DATA_DIR to another folder.`,
    })
  })

  it("says when the database is damaged, and leaves it as it is and unlocked", async () => {
    await mkdir(join(folder, "db"))
    await writeFile(join(folder, "db", "PG_VERSION"), "garbage")
    const damaged = {
      code: "storage_unavailable",
      message: `The database in ${join(folder, "db")} is damaged or not ours: move it away, or set DATA_DIR to another folder.`,
    }
    await assert.rejects(startServer(config({})), damaged)
    await assert.rejects(startServer(config({})), damaged)
  })

  it("says when another server uses the folder", async () => {
    // Process 1 always runs and is never ours.
    await writeFile(join(folder, "lock-1"), "")
    await assert.rejects(startServer(config({})), {
      code: "storage_unavailable",
      message:
        `The data folder ${folder} is in use by another running server: stop it, or set DATA_DIR to another folder. ` +
        `If there is none, a crash left ${join(folder, "lock-1")} behind: delete that file.`,
    })
  })

  it("says when the certificate's files hold none", async () => {
    const files = { TLS: "", TLS_CERT: "package.json", TLS_KEY: "LICENSE" }
    await assert.rejects(startServer(config(files), { database: await sharedDatabase(), analyzer: noAnalyzer }), {
      message: "TLS_CERT and TLS_KEY do not hold a certificate and its own key as PEM: correct them, or set TLS=dev.",
    })
  })

  it("says what is missing for the sentence model", async () => {
    const installed = await transformersPackage()
    installed.install()
    const environment = { EMBEDDING_PROVIDER: "transformers" }
    await assert.rejects(startServer(config(environment), { database: await sharedDatabase(), analyzer: noAnalyzer }), {
      name: "AppError",
      message:
        /^EMBEDDING_PROVIDER=transformers needs the package @huggingface\/transformers, which is not installed: /,
    })
    await installed.remove()
  })

  it("makes a certificate for localhost that its own authority vouches for", async () => {
    const database = await sharedDatabase()
    const server = await startServer(config({ TLS: "dev" }), { database, analyzer: noAnalyzer })
    try {
      assert.match(server.url, /^https:\/\/localhost:\d+$/)
      assert.ok(server.authority)
      const { readFile } = await import("node:fs/promises")
      const ca = await readFile(server.authority)
      const status = await new Promise((resolve, reject) => {
        request(`${server.url}/health`, { ca }, (response) => {
          response.resume()
          resolve(response.statusCode)
        })
          .on("error", reject)
          .end()
      })
      assert.equal(status, 200)
    } finally {
      await server.close()
    }
  })
})
