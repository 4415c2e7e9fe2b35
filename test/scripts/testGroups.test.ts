import assert from "node:assert/strict"
import { groupOf } from "../../scripts/testGroups.ts"

const sources: Readonly<Record<string, string>> = {
  "test/shared/cell.test.ts": `import { cell } from "../../shared/cell.ts"`,
  "test/server/app.test.ts": `import { get } from "node:http"`,
  "test/server/types.test.ts": `import type { Server } from "node:http"`,
  "test/server/stored.test.ts": `import {\n  stage,\n} from "./stage.ts"`,
  "test/server/stage.ts": `import { pool } from "../../server/database/pgDatabase.ts"\nimport "./stored.test.ts"`,
}
const groupIn = (file: string): string => groupOf(file, (path) => sources[path] ?? "")

describe("groupOf", () => {
  it("knows browser tests and flows by their folders", () => {
    assert.deepEqual(["test/e2e/chats.test.ts", "test/flow/rest.test.ts", "test/contract/cache.test.ts"].map(groupIn), [
      "e2e",
      "flow",
      "flow",
    ])
  })

  it("takes no test for a unit's that opens a server or a database, itself or through its stage", () => {
    assert.equal(groupIn("test/shared/cell.test.ts"), "unit")
    assert.equal(groupIn("test/server/app.test.ts"), "flow")
    assert.equal(groupIn("test/server/stored.test.ts"), "flow")
  })

  it("is not misled by a type", () => {
    assert.equal(groupIn("test/server/types.test.ts"), "unit")
  })
})
