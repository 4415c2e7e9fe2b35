import { AppType, startDebugging, stopDebugging } from "office-addin-debugging/lib/main.js"
import { ensureCertificatesAreInstalled } from "office-addin-dev-certs"

const usage = "Usage: npm run excel | npm run excel:web -- <document url> | npm run excel -- stop"
const [where, argument] = process.argv.slice(2)
const manifest = "manifest.xml"

/** Sideloads the add-in into Excel on the desktop or on the web, beside a running `npm start`. */
async function sideload(appType: AppType, document?: string): Promise<void> {
  // Excel shows an add-in only over a certificate that the system trusts; this asks once for permission to install it.
  await ensureCertificatesAreInstalled()
  await startDebugging(manifest, {
    appType,
    ...(document ? { document } : {}),
    devServerCommandLine: "npm start",
    devServerPort: 3000,
    enableDebugging: true,
  })
}

if (argument === "stop") await stopDebugging(manifest)
else if (where === "desktop" && argument === undefined) await sideload(AppType.Desktop)
else if (where === "web" && argument?.startsWith("https://")) await sideload(AppType.Web, argument)
else {
  console.error(where === "web" ? `Excel on the web needs the address of a document (https://…).\n${usage}` : usage)
  process.exitCode = 1
}
