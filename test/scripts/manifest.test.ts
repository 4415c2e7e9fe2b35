import assert from "node:assert/strict"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { OfficeAddinManifest } from "office-addin-manifest"
import { appIdUri, productionManifest, readDeployment } from "../../scripts/manifest.ts"

const clientId = "22222222-2222-2222-2222-222222222222"
const deployment = { url: "https://chat.example.com:8443", clientId, authority: "https://login.microsoftonline.us" }
const development = readFileSync("manifest.xml", "utf8")

describe("npm run manifest", () => {
  it("writes a manifest that Office's own tool reads, with the addresses of the deployment", async () => {
    const folder = mkdtempSync(join(tmpdir(), "manifest-"))
    try {
      const file = join(folder, "manifest.xml")
      writeFileSync(file, productionManifest(development, deployment))
      const manifest = await OfficeAddinManifest.readManifestFile(file)
      assert.equal(manifest.defaultSettings?.sourceLocation, "https://chat.example.com:8443/taskpane.html")
      assert.equal(manifest.iconUrl, "https://chat.example.com:8443/assets/icon-32.png")
      assert.equal(manifest.appDomains?.[0], "https://chat.example.com:8443")
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it("trusts the cloud of the deployment and leaves no address of the development behind", () => {
    const xml = productionManifest(development, deployment)
    assert.match(xml, /<AppDomain>https:\/\/login\.microsoftonline\.us<\/AppDomain>/)
    assert.doesNotMatch(xml, /localhost|microsoftonline\.com/)
  })

  it("names the application that Office signs people in to, as the last thing of the overrides", () => {
    assert.equal(appIdUri(deployment), `api://chat.example.com:8443/${clientId}`)
    const end = `    <WebApplicationInfo>
      <Id>${clientId}</Id>
      <Resource>api://chat.example.com:8443/${clientId}</Resource>
      <Scopes>
        <Scope>openid</Scope>
        <Scope>profile</Scope>
      </Scopes>
    </WebApplicationInfo>
  </VersionOverrides>
</OfficeApp>
`
    assert.ok(productionManifest(development, deployment).endsWith(end))
  })

  it("says what is wrong with the command line", () => {
    assert.deepEqual(readDeployment({ url: "https://chat.example.com", "client-id": clientId.toUpperCase() }), {
      url: "https://chat.example.com",
      clientId,
      authority: "https://login.microsoftonline.com",
    })
    const problem = (values: Record<string, string>): string => {
      const deployment = readDeployment(values)
      return typeof deployment === "string" ? deployment : "none"
    }
    const url = "https://chat.example.com"
    for (const wrong of ["", "chat.example.com", "http://chat.example.com", "https://chat.example.com/"])
      assert.match(problem({ url: wrong, "client-id": clientId }), /^--url must be an https address/)
    assert.match(problem({ url }), /^--client-id must be/)
    assert.match(problem({ url, "client-id": clientId, authority: "login" }), /^--authority must be/)
  })
})
