import assert from "node:assert/strict"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { AppError } from "../../../../shared/errors.ts"
import { openFileReaders } from "../../../../server/files/parse/openFileReaders.ts"

const folder = "../shared/data/hostile/"

/** What each is answered with; those not listed must still be answered in one of the two ways. */
const expected: Readonly<Record<string, RegExp>> = {
  "declares-whole-sheet.xlsx": /^A1:K2$/,
  "fuzzed.xls": /damaged or incomplete/,
  "huge-allocation.xls": /^A8:W28 /,
  "invalid-package.xlsx": /a zip archive, no Excel workbook/,
  "invalid-xml.xlsx": /damaged or incomplete/,
  "malformed-format.xls": /^A1:X38/,
  "ods-renamed.xlsx": /an OpenDocument file/,
  "password-2.xlsx": /protected with a password/,
  // Its name says more than it is: nothing in it is encrypted.
  "password.xlsx": /^A1:D3$/,
  "xml-entity-bomb.xlsx": /declares entities/,
}

describe("hostile files", function () {
  before(function () {
    if (existsSync(folder)) return
    process.stdout.write("      skipped: the hostile files (../shared/data) are not on this machine\n")
    this.skip()
  })

  it("are read, or refused with the reason", async () => {
    const { parse, close } = openFileReaders()
    for (const file of readdirSync(folder).filter((name) => name !== "expect.json")) {
      const ranges: string[] = []
      let answer: string
      try {
        for await (const part of parse(readFileSync(folder + file), file, new AbortController().signal))
          if (part.kind === "sheet") ranges.push(part.content.usedRange ?? "empty")
        answer = ranges.join(" ")
      } catch (error) {
        assert.ok(error instanceof AppError && error.code === "unreadable_file", `${file}: ${String(error)}`)
        answer = error.message
      }
      assert.match(answer, expected[file] ?? /./, file)
    }
    await close()
  })
})
