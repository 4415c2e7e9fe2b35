import assert from "node:assert/strict"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { transpile } from "../../scripts/transpile.ts"

describe("transpile", () => {
  let root: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "transpile-"))
    put("server/main.ts", 'import type { A } from "./a.ts"\nimport { b } from "./rooms/b.tsx"\nexport const a: A = b\n')
    put("server/a.ts", "export type A = number\n")
    put("server/rooms/b.tsx", 'export const b = 1\nexport const text = `from "./a.ts"`\n')
    put("server/rooms/0001.sql", "select 1")
    put("server/tsconfig.json", "{}")
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  function put(path: string, content: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  const read = (path: string): string => readFileSync(join(root, path), "utf8")
  const run = async (): Promise<string[]> => (await transpile(["server"], "dist", root)).sort()

  it("compiles to the same paths with imports of what it made, and copies what else a program needs", async () => {
    assert.deepEqual(await run(), ["server/a.ts", "server/main.ts", "server/rooms/0001.sql", "server/rooms/b.tsx"])
    assert.equal(
      read("dist/server/main.js"),
      'import { b } from "./rooms/b.js";\nconst a = b;\nexport {\n  a\n};\n//# sourceMappingURL=main.js.map\n',
    )
    assert.match(read("dist/server/rooms/b.js"), /from "\.\/a\.ts"/)
    assert.deepEqual((JSON.parse(read("dist/server/rooms/b.js.map")) as { sources: string[] }).sources, [
      "../../../server/rooms/b.tsx",
    ])
    assert.equal(read("dist/server/rooms/0001.sql"), "select 1")
    assert.equal(existsSync(join(root, "dist/server/tsconfig.json")), false)
  })

  it("makes only anew what changed, and takes away what is gone", async () => {
    await run()
    assert.deepEqual(await run(), [])
    put("server/rooms/b.tsx", "export const b = 22\n")
    rmSync(join(root, "server/a.ts"))
    assert.deepEqual(await run(), ["server/a.ts", "server/rooms/b.tsx"])
    assert.match(read("dist/server/rooms/b.js"), /const b = 22;/)
    assert.equal(existsSync(join(root, "dist/server/a.js")), false)
  })

  it("makes good what was cut off, deleted or left by another compiler", async () => {
    await run()
    rmSync(join(root, "dist/server/main.js"))
    assert.deepEqual(await run(), ["server/main.ts"])
    put("dist/.transpiled.json", '{"compiler":"')
    put("dist/server/left.js", "")
    assert.equal((await run()).length, 4)
    assert.equal(existsSync(join(root, "dist/server/left.js")), false)
  })

  it("names file and line of what does not parse, leaves the outputs and recovers when it is mended", async () => {
    await run()
    put("server/main.ts", "export const a =\n")
    await assert.rejects(run(), /server\/main\.ts:2:0: ERROR: Unexpected end of file/)
    assert.match(read("dist/server/main.js"), /const a = b;/)
    put("server/main.ts", "export const a = 3\n")
    assert.deepEqual(await run(), ["server/main.ts"])
    assert.match(read("dist/server/main.js"), /const a = 3;/)
  })
})
