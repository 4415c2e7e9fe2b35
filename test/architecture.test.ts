import assert from "node:assert/strict"
import { dirname, join } from "node:path"
import { mayImport } from "./architecture/mayImport.ts"
import { circlesIn, importsOf, packageOf, sourcesOf, type Import } from "./architecture/sources.ts"
import { vendorHomes } from "./architecture/vendorHomes.ts"

/** Office.js globals may be named in one folder of the pane only. */
const officeHome = "addin/excel"

/** Circles of folders that are still to be undone. May only shrink. */
const knownFolderCircles: readonly string[][] = [
  // Mirrors the object graph of Excel's own interface, which has circles.
  ["playground/host", "playground/host/objects"],
]

/** Circles of files that are still to be undone. May only shrink. */
const knownFileCircles: readonly string[][] = []

/** Files that may import each other in a circle: the simulated Excel mirrors the object graph of Excel's own interface. */
const objectGraph = "playground/host"

const files = sourcesOf(["shared", "server", "addin", "playground"])
const imports = files.flatMap(importsOf)

/** One sentence per broken rule. */
export function brokenRules(imported: readonly Import[]): string[] {
  return imported.flatMap(({ path, folder, target }) => {
    const allowed = mayImport[folder]
    if (!allowed) return [`${path}: the folder ${folder} is missing from mayImport`]
    if (target.startsWith(".")) {
      const to = dirname(join(folder, target))
      return to === folder || allowed.includes(to) ? [] : [`${path}: ${folder} must not import ${to}`]
    }
    if (target.startsWith("node:")) return []
    const homes = vendorHomes[packageOf(target)]
    if (!homes) return [`${path}: ${packageOf(target)} is missing from vendorHomes`]
    return homes.includes(folder) ? [] : [`${path}: only ${homes.join(", ")} may import ${packageOf(target)}`]
  })
}

describe("architecture", () => {
  it("lets every import go the way the table allows", () => {
    assert.deepEqual(brokenRules(imports), [])
    assert.ok(imports.length > 100)
  })

  it("refuses a forbidden folder, a vendor away from home, an unknown vendor and an unknown folder", () => {
    const broken = brokenRules([
      { path: "addin/chat/x.ts", folder: "addin/chat", target: "../excel/readRange.ts" },
      { path: "shared/x.ts", folder: "shared", target: "openai/resources" },
      { path: "shared/y.ts", folder: "shared", target: "lodash/get" },
      { path: "server/misc/x.ts", folder: "server/misc", target: "zod" },
    ])
    assert.deepEqual(broken, [
      "addin/chat/x.ts: addin/chat must not import addin/excel",
      "shared/x.ts: only server/models may import openai",
      "shared/y.ts: lodash is missing from vendorHomes",
      "server/misc/x.ts: the folder server/misc is missing from mayImport",
    ])
  })

  it("lists no folder, import or vendor that is not there", () => {
    const used = new Set(
      imports.flatMap(({ folder, target }) => [
        folder,
        target.startsWith(".") ? `${folder} > ${dirname(join(folder, target))}` : `${folder} > ${packageOf(target)}`,
      ]),
    )
    const folders = new Set(files.map(({ folder }) => folder))
    const listed = [
      ...Object.entries(mayImport).flatMap(([folder, targets]) => targets.map((target) => `${folder} > ${target}`)),
      ...Object.entries(vendorHomes).flatMap(([vendor, homes]) => homes.map((home) => `${home} > ${vendor}`)),
    ]
    assert.deepEqual(
      [...Object.keys(mayImport).filter((f) => !folders.has(f)), ...listed.filter((l) => !used.has(l))],
      [],
    )
  })

  it("lets no folder import back", () => {
    const edges = new Map(Object.entries(mayImport).map(([folder, targets]) => [folder, new Set(targets)]))
    assert.deepEqual(circlesIn(edges).map(String).sort(), knownFolderCircles.map(String).sort())
  })

  it("has no circles of files but where Excel's own object graph has them", () => {
    const edges = new Map<string, Set<string>>()
    for (const { path, folder, target } of imports)
      if (target.startsWith(".")) edges.set(path, (edges.get(path) ?? new Set()).add(join(folder, target)))
    const circles = circlesIn(edges).filter((circle) => !circle.every((path) => path.startsWith(objectGraph)))
    assert.deepEqual(circles.map(String).sort(), knownFileCircles.map(String).sort())
  })

  it("finds circles", () => {
    const edges = { a: ["b"], b: ["c", "d"], c: ["a"], d: ["e"], e: [] as string[] }
    assert.deepEqual(circlesIn(new Map(Object.entries(edges).map(([from, to]) => [from, new Set(to)]))), [
      ["a", "b", "c"],
    ])
  })

  it("names Office.js in one folder of the pane only", () => {
    const offenders = files.filter(
      ({ folder, text }) =>
        folder.startsWith("addin") &&
        folder !== officeHome &&
        /\b(?:Office|Excel|OfficeExtension)\.[A-Za-z]/.test(withoutText(text)),
    )
    assert.deepEqual(
      offenders.map(({ path }) => path),
      [],
    )
  })

  it("reads the environment in one file of the server only", () => {
    const offenders = files.filter(
      ({ path, text }) =>
        path.startsWith("server") && path !== "server/config/config.ts" && text.includes("process.env"),
    )
    assert.deepEqual(
      offenders.map(({ path }) => path),
      [],
    )
  })

  it("has no default exports and no barrels", () => {
    const offenders = files.filter(
      ({ path, text }) => /^export default|^export \* from/m.test(text) || /\/index\.tsx?$/.test(path),
    )
    assert.deepEqual(
      offenders.map(({ path }) => path),
      [],
    )
  })
})

/** The source without comments and strings: prose may mention Excel. */
function withoutText(source: string): string {
  return source
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\/\/.*$/gm, "")
    .replace(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, '""')
    .replace(/>[^<{]*</g, "><")
}
