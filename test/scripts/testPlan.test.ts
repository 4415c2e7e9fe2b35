import assert from "node:assert/strict"
import { longestFirst, slowestFiles, testPlan } from "../../scripts/testPlan.ts"

const all = [
  "test/contract/cache.test.ts",
  "test/e2e/chats.test.ts",
  "test/flow/rest.test.ts",
  "test/shared/cell.test.ts",
]

describe("testPlan", () => {
  it("runs every file when nothing is named", () => {
    assert.deepEqual(testPlan([], all), { files: all, options: [], coverage: false })
  })

  it("runs the files of one group", () => {
    assert.deepEqual(testPlan(["--unit"], all).files, ["test/shared/cell.test.ts"])
    assert.deepEqual(testPlan(["--flow"], all).files, ["test/contract/cache.test.ts", "test/flow/rest.test.ts"])
    assert.deepEqual(testPlan(["--e2e"], all).files, ["test/e2e/chats.test.ts"])
  })

  it("runs a named file or folder alone, however its path is written", () => {
    for (const path of ["test/flow", "./test/flow/", "test\\flow\\rest.test.ts"])
      assert.deepEqual(testPlan([path], all).files, ["test/flow/rest.test.ts"], path)
  })

  it("names a path without a test, instead of running nothing or everything", () => {
    assert.throws(() => testPlan(["test/flo"], all), { message: /^There is no test at test\/flo: / })
  })

  it("leaves mocha its options, with their values", () => {
    assert.deepEqual(testPlan(["--grep", "test/flow", "--bail", "test/shared", "--coverage"], all), {
      files: ["test/shared/cell.test.ts"],
      options: ["--grep", "test/flow", "--bail"],
      coverage: true,
    })
  })
})

describe("the order and the summary of test files", () => {
  it("begin with the longest, and guess by its group what never ran", () => {
    const times = { "test/shared/cell.test.ts": 30_000, "test/flow/rest.test.ts": 5 }
    assert.deepEqual(longestFirst(all, times), [
      "test/shared/cell.test.ts",
      "test/e2e/chats.test.ts",
      "test/contract/cache.test.ts",
      "test/flow/rest.test.ts",
    ])
  })

  it("name ten at most, in seconds", () => {
    const times = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`test/${at}.test.ts`, at * 1000]))
    const lines = slowestFiles(times)
    assert.equal(lines.length, 10)
    assert.equal(lines[0], "   11.0 s  test/11.test.ts")
  })
})
