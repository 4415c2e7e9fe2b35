import assert from "node:assert/strict"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"

const worlds = ["addin", "server", "shared", "playground"]
const guides = ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"]

/** Folders of a diagram's labels; text between diagrams is not looked at. */
function foldersIn(text: string): string[] {
  const diagrams = [...text.matchAll(/```mermaid\n([\s\S]*?)```/g)].map(([, diagram = ""]) => diagram)
  return diagrams.flatMap((diagram) => diagram.match(new RegExp(`\\b(?:${worlds.join("|")})(?:/\\w+)+`, "g")) ?? [])
}

/** Rooms of the server and the pane that stand on the first floor. */
const topRooms = ["addin", "server"].flatMap((world) =>
  readdirSync(world, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${world}/${name}`),
)

/** What stands in backticks or as the target of a link and begins with something of this folder. */
function pathsIn(text: string): string[] {
  const top = readdirSync(".")
  const prose = text.replace(/^```[\s\S]*?^```/gm, "")
  const marked = [...prose.matchAll(/`([^`\s]+)`|\]\(([^)\s#]+)[^)]*\)/g)].map(([, code, link]) => code ?? link ?? "")
  return marked.filter((path) => {
    const [first = "", ...rest] = path.split("/")
    return rest.length > 0 ? top.includes(first) && !/[*<…]/.test(path) : /^[A-Z]+\.md$|^\.\w+\.\w+$/.test(path)
  })
}

/** A source may be named without its ending. */
const isThere = (path: string): boolean => ["", ".ts", ".tsx"].some((ending) => existsSync(`${path}${ending}`))

/** Scripts of package.json that a text tells to run. */
const scriptsIn = (text: string): string[] =>
  [...text.matchAll(/(?<=^|`|&& |=\S+ )npm (?:run )?([a-z][\w:]*)/gm)]
    .map(([, name = ""]) => name)
    .filter((name) => !builtIn.has(name))
const builtIn = new Set(["ci", "install", "run"])

describe("docs", () => {
  const architecture = readFileSync("ARCHITECTURE.md", "utf8")

  it("draws no folder that is not there", () => {
    const folders = foldersIn(architecture)
    assert.deepEqual(
      folders.filter((folder) => !existsSync(folder)),
      [],
    )
    assert.ok(folders.length > 20)
  })

  it("draws every room of the server and the pane", () => {
    const drawn = foldersIn(architecture)
    const missing = topRooms.filter((room) => !drawn.some((folder) => folder === room || folder.startsWith(`${room}/`)))
    assert.deepEqual(missing, [])
  })

  for (const guide of guides)
    it(`names in ${guide} only paths and scripts that are there`, () => {
      const text = readFileSync(guide, "utf8")
      const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> }
      assert.deepEqual(
        pathsIn(text).filter((path) => !isThere(path)),
        [],
      )
      assert.deepEqual(
        scriptsIn(text).filter((name) => !(name in scripts)),
        [],
      )
    })

  it("lists every decision, each of one page", () => {
    const folder = "docs/decisions"
    const index = readFileSync(join(folder, "README.md"), "utf8")
    const records = readdirSync(folder).filter((name) => /^\d{4}-/.test(name))
    assert.deepEqual(
      records.filter((name) => !index.includes(`(${name})`)),
      [],
    )
    for (const name of records) {
      const text = readFileSync(join(folder, name), "utf8")
      assert.match(text, /\b20\d\d-\d\d-\d\d\b/, `${name} has a date`)
      assert.ok(text.split("\n").length <= 50, `${name} fits a page`)
    }
    const links = [...index.matchAll(/\(([\w-]+\.md)\)/g)].map(([, target = ""]) => join(folder, target))
    assert.deepEqual(
      links.filter((path) => !existsSync(path)),
      [],
    )
  })

  it("finds paths and scripts in prose, not in addresses, commands or blocks", () => {
    const text =
      "`server/gone.ts` `/api/docs` `a/b` `npm start` [x](docs/gone.md#part)\n```\n`shared/block`\n```\nnpm run lint"
    assert.deepEqual(pathsIn(text), ["server/gone.ts", "docs/gone.md"])
    assert.deepEqual(scriptsIn(text), ["start", "lint"])
    assert.equal(isThere(join(dirname("server/main.ts"), "main")), true)
  })
})
