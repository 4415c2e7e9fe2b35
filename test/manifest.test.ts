import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { OfficeAddinManifest } from "office-addin-manifest"

/** Width and height from a PNG's IHDR chunk (bytes 16 to 23). */
function pngSize(path: string): [width: number, height: number] {
  const bytes = readFileSync(path)
  assert.equal(bytes.subarray(1, 4).toString("latin1"), "PNG", `${path} is a PNG`)
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
}

describe("manifest.xml", () => {
  const xml = readFileSync("manifest.xml", "utf8")
  const manifest = OfficeAddinManifest.readManifestFile("manifest.xml")

  it("is an Excel task pane add-in with a stable id and a four-part version", async () => {
    const { id, officeAppType, hosts, version, permissions } = await manifest
    assert.equal(id, "6f0a2c1e-5b7d-4e0c-9a54-3d1f8e2b7c90")
    assert.equal(officeAppType, "TaskPaneApp")
    assert.deepEqual(hosts, ["Workbook"])
    assert.match(version ?? "", /^\d+\.\d+\.\d+\.\d+$/)
    assert.equal(permissions, "ReadWriteDocument")
  })

  it("carries the version of package.json", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string }
    assert.equal((await manifest).version, `${version}.0`)
  })

  it("asks for no more than ExcelApi 1.7 and the shared runtime", () => {
    const sets = [...xml.matchAll(/<Set Name="(\w+)" MinVersion="([\d.]+)"/g)].map((match) => `${match[1]} ${match[2]}`)
    assert.deepEqual(sets, ["ExcelApi 1.7", "SharedRuntime 1.1"])
  })

  it("runs pane, commands and functions in one shared runtime", async () => {
    const page = (await manifest).defaultSettings?.sourceLocation
    assert.equal(page, "https://localhost:3000/taskpane.html")
    assert.match(xml, /<Runtime resid="Taskpane\.Url" lifetime="long"\/>/)
    assert.match(xml, /<FunctionFile resid="Taskpane\.Url"\/>/)
  })

  it("points every address at a page or picture that the build makes", () => {
    const addresses = [...xml.matchAll(/DefaultValue="https:\/\/localhost:3000\/([^"]+)"/g)].map(
      (match) => match[1] ?? "",
    )
    const sources: Record<string, string> = {
      "taskpane.html": "addin/taskpane.html",
      "support.html": "addin/support.html",
    }
    assert.deepEqual(
      [...new Set(addresses)].filter((address) => !existsSync(sources[address] ?? address)),
      [],
    )
    assert.ok(addresses.length >= 8)
  })

  it("names icons that have the size they claim", () => {
    const icons = [...xml.matchAll(/<bt:Image id="Icon\.(\d+)x\d+" DefaultValue="https:\/\/localhost:3000\/([^"]+)"/g)]
    assert.deepEqual(
      icons.map((match) => [Number(match[1]), ...pngSize(match[2] ?? "")]),
      [
        [16, 16, 16],
        [32, 32, 32],
        [64, 64, 64],
        [80, 80, 80],
      ],
    )
    assert.deepEqual(pngSize("assets/icon-32.png"), [32, 32])
  })

  it("defines every resource it uses", () => {
    const used = new Set([...xml.matchAll(/resid="([^"]+)"/g)].map((match) => match[1]))
    const defined = new Set([...xml.matchAll(/<bt:(?:Image|Url|String) id="([^"]+)"/g)].map((match) => match[1]))
    assert.deepEqual(
      [...used].filter((id) => !defined.has(id)),
      [],
    )
  })

  it("names only commands that the pane associates", () => {
    const functions = [...xml.matchAll(/<FunctionName>(\w+)<\/FunctionName>/g)].map((match) => match[1] ?? "")
    assert.deepEqual(functions, ["askAboutSelection"])
    const commands = readFileSync("addin/excel/ribbonCommands.ts", "utf8")
    assert.match(commands, /Office\.actions\.associate\("askAboutSelection"/)
  })
})
