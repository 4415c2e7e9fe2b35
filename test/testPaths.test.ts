import assert from "node:assert/strict"
import { existsSync, readdirSync } from "node:fs"
import { basename, dirname, join } from "node:path"

const root = process.cwd()

/** Whole programs, many rooms at once: these lie in folders of their own and are named after a behaviour. */
const worlds = ["addin", "playground", "scripts", "server", "shared"]

/** One sentence for a test that does not lie and is not named as what it tests. */
export function misplaced(test: string, exists: (path: string) => boolean): string[] {
  const folder = dirname(test)
  const [tested = ""] = basename(test).split(".")
  if (!exists(folder)) return [`test/${test}: there is no folder ${folder}`]
  if (tested === basename(folder) || [".ts", ".tsx", ".js"].some((ending) => exists(join(folder, tested + ending))))
    return []
  return [`test/${test}: ${folder} has no ${tested}.ts; a test of the whole folder begins with ${basename(folder)}.`]
}

describe("paths of tests", () => {
  it("mirror the sources: a file, a part of it, or a folder as a whole", () => {
    const tests = worlds.flatMap((world) =>
      readdirSync(join(root, "test", world), { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".test.ts"))
        .map((path) => join(world, path)),
    )
    assert.ok(tests.length > 100)
    assert.deepEqual(
      tests.flatMap((test) => misplaced(test, (path) => existsSync(join(root, path)))),
      [],
    )
  })

  it("are refused when nothing of that name is there", () => {
    const there = new Set(["shared", "shared/cell.ts", "addin/components", "addin/components/Pane.tsx"])
    const tests = [
      "shared/cell.test.ts",
      "shared/cell.dates.test.ts",
      "shared/shared.errors.test.ts",
      "addin/components/Pane.test.ts",
      "shared/cellDates.test.ts",
      "addin/panes/x.test.ts",
    ]
    assert.deepEqual(
      tests.flatMap((test) => misplaced(test, (path) => there.has(path))),
      [
        "test/shared/cellDates.test.ts: shared has no cellDates.ts; a test of the whole folder begins with shared.",
        "test/addin/panes/x.test.ts: there is no folder addin/panes",
      ],
    )
  })
})
