import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { obstacle } from "../../scripts/ready.js"

describe("obstacle", () => {
  const node = { version: "20.19.0", platform: "linux", arch: "x64" }
  let root: string
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "ready-"))
    const lock = {
      packages: { "node_modules/esbuild": { version: "0.28.2" }, "node_modules/zod": { version: "4.6.7" } },
    }
    put("package.json", {
      engines: { node: ">=20.19" },
      dependencies: { zod: "4.6.7" },
      devDependencies: { esbuild: "0.28.2" },
    })
    put("package-lock.json", lock)
    put("node_modules/.package-lock.json", lock)
    put("node_modules/@esbuild/linux-x64/package.json", {})
  })
  afterEach(() => rmSync(root, { recursive: true, force: true }))

  function put(path: string, content: object): void {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), JSON.stringify(content))
  }

  it("finds none where the packages of the lock file are installed", () => {
    assert.equal(obstacle(root, node), undefined)
    for (const version of ["20.20.2", "22.0.0", "24.11.1"])
      assert.equal(obstacle(root, { ...node, version }), undefined)
  })

  it("says that Node is too old", () => {
    const sentence = (version: string): string =>
      `Node.js 20.19 or newer is needed and this is ${version}: install a newer one from https://nodejs.org.`
    for (const version of ["18.20.8", "20.18.3"]) assert.equal(obstacle(root, { ...node, version }), sentence(version))
  })

  it("says that nothing is installed", () => {
    rmSync(join(root, "node_modules"), { recursive: true })
    assert.equal(obstacle(root, node), "The packages are not installed: run npm ci.")
  })

  it("says that the packages are of another lock file", () => {
    put("node_modules/.package-lock.json", { packages: { "node_modules/zod": { version: "4.6.6" } } })
    assert.equal(obstacle(root, node), "node_modules holds zod 4.6.6 where package-lock.json has 4.6.7: run npm ci.")
    put("node_modules/.package-lock.json", { packages: { "node_modules/zod": { version: "4.6.7" } } })
    assert.equal(obstacle(root, node), "node_modules holds no esbuild where package-lock.json has 0.28.2: run npm ci.")
  })

  it("says that the packages are another system's", () => {
    assert.equal(
      obstacle(root, { ...node, platform: "darwin", arch: "arm64" }),
      "node_modules was installed for another system (@esbuild/darwin-arm64 is missing): run npm ci on this one.",
    )
  })

  it("ends a command with the sentence before anything is imported", () => {
    rmSync(join(root, "node_modules"), { recursive: true })
    const program = join(process.cwd(), "scripts/ready.js")
    const { status, stdout, stderr } = spawnSync(process.execPath, [program], { cwd: root, encoding: "utf8" })
    assert.deepEqual([status, stdout, stderr], [1, "", "The packages are not installed: run npm ci.\n"])
  })
})
