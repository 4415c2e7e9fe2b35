import { readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"

const usage =
  "Usage: npm run manifest -- --url https://chat.example.com --client-id <application id> " +
  "[--authority https://login.microsoftonline.us] [--out manifest.production.xml]"

export interface Deployment {
  /** Where people reach the server: `https://chat.example.com`, without a path. */
  readonly url: string
  /** The application's id in Entra. */
  readonly clientId: string
  /** Where Entra signs people in: `https://login.microsoftonline.com`, or a national cloud's. */
  readonly authority: string
}

/** The application's name for itself: Office's single sign-on wants the add-in's host and port in it. */
export const appIdUri = ({ url, clientId }: Deployment): string => `api://${new URL(url).host}/${clientId}`

/** The development manifest for one deployment: its addresses, and the application that Office signs people in to. */
export function productionManifest(development: string, deployment: Deployment): string {
  const info = [
    "    <WebApplicationInfo>",
    `      <Id>${deployment.clientId}</Id>`,
    `      <Resource>${appIdUri(deployment)}</Resource>`,
    "      <Scopes>",
    "        <Scope>openid</Scope>",
    "        <Scope>profile</Scope>",
    "      </Scopes>",
    "    </WebApplicationInfo>",
  ]
  return (
    development
      .replaceAll("https://localhost:3000", deployment.url)
      .replaceAll("https://login.microsoftonline.com", deployment.authority)
      // It must be the last child: https://learn.microsoft.com/javascript/api/manifest/webapplicationinfo.
      .replace("  </VersionOverrides>", [...info, "  </VersionOverrides>"].join("\n"))
  )
}

/** A deployment from the command line, or the sentence that says what is wrong with it. */
export function readDeployment(values: Readonly<Record<string, string | undefined>>): Deployment | string {
  const { url = "", "client-id": clientId = "", authority = "https://login.microsoftonline.com" } = values
  for (const [name, address] of Object.entries({ url, authority }))
    if (!URL.canParse(address) || new URL(address).origin !== address || !address.startsWith("https://"))
      return `--${name} must be an https address without a path, such as https://chat.example.com.`
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(clientId))
    return "--client-id must be the application's id in Entra (a GUID)."
  return { url, authority, clientId: clientId.toLowerCase() }
}

function main(): void {
  const option = { type: "string" } as const
  const options = { url: option, "client-id": option, authority: option, out: option }
  try {
    const { values } = parseArgs({ options })
    const deployment = readDeployment(values)
    if (typeof deployment === "string") throw new Error(deployment)
    const out = values.out ?? "manifest.production.xml"
    const development = readFileSync(fileURLToPath(new URL("../manifest.xml", import.meta.url)), "utf8")
    writeFileSync(out, productionManifest(development, deployment))
    console.log(`${out} is for ${deployment.url}. Start the server there with:`)
    console.log(`  AUTH_MODE=entra AZURE_CLIENT_ID=${deployment.clientId} AZURE_APP_ID_URI=${appIdUri(deployment)}`)
    console.log("and AZURE_TENANT_ID; docs/entra.md says how to register the application.")
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
    process.exitCode = 1
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
