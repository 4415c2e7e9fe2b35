import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { z } from "zod"
import { sharedAnalyzer } from "../support/sharedAnalyzer.ts"
import type { Database } from "../../server/database/database.ts"
import { migrate } from "../../server/database/migrate.ts"
import { openPgliteDatabase } from "../../server/database/pgliteDatabase.ts"
import type { UploadedFile } from "../../shared/files.ts"
import { sharedData } from "../support/sharedData.ts"
import { startTestServer, type TestServer } from "../support/startTestServer.ts"
import { untilEnded, upload } from "../support/uploads.ts"

const expectation = z.object({
  file: z.string(),
  /** False when two readers agreed on some of the sheets only. */
  complete: z.boolean(),
  sheets: z.array(
    z.object({
      name: z.string(),
      numeric_or_date: z.number(),
      dates: z.number(),
      text: z.number(),
      bool: z.number(),
      error: z.number(),
      sum: z.number(),
    }),
  ),
})
type Expectation = z.infer<typeof expectation>

/** Every so many-th workbook; with UPLOAD_ALL_WORKBOOKS set, every one. */
const step = process.env["UPLOAD_ALL_WORKBOOKS"] ? 1 : 20

/** Uploads at once: as many as one process reads. */
const atOnce = 2

describe("uploaded workbooks of others", function () {
  this.timeout(step === 1 ? 3_600_000 : 180_000)
  let database: Database | undefined
  let server: TestServer | undefined
  let expectations: Expectation[]
  before(async function () {
    if (sharedData("workbooks") === undefined) this.skip()
    expectations = readFileSync("../shared/data/workbooks-expected.jsonl", "utf8")
      .trim()
      .split("\n")
      .map((line) => expectation.parse(JSON.parse(line)))
      .filter((_each, index) => index % step === 0)
    database = await openPgliteDatabase(undefined)
    await migrate(database)
    server = await startTestServer({}, { database, analyzer: sharedAnalyzer() })
  })
  after(async () => {
    await server?.close()
    await database?.close()
  })

  it("hold the sheets, counts and sums on which two independent readers agree", async () => {
    const wrong: string[] = []
    const waiting = [...expectations]
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { file } = next
        wrong.push(...(await disagreements(next)).map((what) => `${file}: ${what}`))
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    assert.deepEqual(
      wrong.sort(),
      knownDisagreements.filter((each) => wrong.includes(each)),
    )
  })

  async function disagreements(expected: Expectation): Promise<string[]> {
    assert.ok(server)
    const { status, body } = await upload(
      server,
      "ann",
      expected.file,
      readFileSync(join("../shared/data/workbooks", expected.file)),
    )
    if (status !== 201 && status !== 200) return [`${status} ${String(body["detail"])}`]
    const file = await untilEnded(server, "ann", body["fileId"])
    const { status: deleted } = await server.request("DELETE", `/api/files/${file.fileId}`, { user: "ann" })
    return [...(deleted === 204 ? [] : ["not deleted"]), ...compare(expected, file)]
  }
})

function compare({ complete, sheets }: Expectation, file: UploadedFile): string[] {
  const differing = sheets.flatMap((expected) => {
    const sheet = file.sheets.find(({ name }) => name === expected.name)
    if (!sheet) return [`no sheet ${expected.name}`]
    const { number, date, text, boolean, error } = sheet.cells
    const found = { numeric_or_date: number + date, dates: date, text, bool: boolean, error }
    return [
      ...Object.entries(found)
        .filter(([kind, count]) => count !== expected[kind as keyof typeof found])
        .map(([kind, count]) => `${expected.name} ${kind} ${count}`),
      ...(Math.abs(sheet.sum - expected.sum) > 1e-6 * Math.max(1, Math.abs(expected.sum))
        ? [`${expected.name} sum ${sheet.sum}`]
        : []),
      // Partial are sheets of which something is said, such as formulas that no program has calculated.
      ...(sheet.status === "FAILED" ? [`${expected.name} failed: ${sheet.reason ?? ""}`] : []),
    ]
  })
  const names = (list: readonly { name: string }[]): string => JSON.stringify(list.map(({ name }) => name))
  return complete && names(sheets) !== names(file.sheets) ? [...differing, `sheets ${names(file.sheets)}`] : differing
}

/** Explained in test/server/files/parse, where every one of them is looked at. */
const knownDisagreements: readonly string[] = []
