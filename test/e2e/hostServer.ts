import { build } from "esbuild"
import { readFile } from "node:fs/promises"
import { createServer, type Server } from "node:https"
import { createRequire } from "node:module"
import { dirname, extname, join } from "node:path"
import { generate } from "selfsigned"

const officeFolder = dirname(createRequire(import.meta.url).resolve("@microsoft/office-js/dist/office.js"))

const hostPage = `<!doctype html><title>host</title><div id="place"></div><script type="module" src="/host.js"></script>`

const hostScript = `
import { connectHost } from "./playground/host/connectHost.ts"
import { createWorkbook } from "./playground/workbook/createWorkbook.ts"
const claims = { tid: "tenant-1", oid: "user-1", preferred_username: "ada@example.test", name: "Ada", exp: 4102444800 }
const token = ["{}", JSON.stringify(claims), ""].map((part) => btoa(part)).join(".")
window.signedIn = true
window.visibility = []
window.left = []
window.open_ = (paneUrl, more = {}) => {
  window.workbook = createWorkbook({ fileName: "Orders.xlsx", sheets: [{ name: "Orders", rows: [["Region", "Units"], ["North", 10], ["South", 32]] }] })
  const iframe = document.createElement("iframe")
  window.connection = connectHost({
    iframe, paneUrl, workbook: window.workbook, theme: "light",
    getAccessToken: async () => {
      if (!window.signedIn) throw Object.assign(new Error("nobody is signed in"), { code: 13001 })
      return token
    },
    onVisibility: (visible) => window.visibility.push(visible),
    onLeave: (to) => window.left.push(to),
    ...more,
  })
  document.getElementById("place").append(iframe)
}
`

const panePage = (more: string): string =>
  `<!doctype html><title>pane</title><script src="/office/office.js"></script>${more}<script>window.ready = Office.onReady()</script>pane`

const dialogPage = `<!doctype html><title>dialog</title><script src="/office/office.js"></script><script>
Office.onReady(() => {
  Office.context.ui.addHandlerAsync(Office.EventType.DialogParentMessageReceived, (message) =>
    Office.context.ui.messageParent("dialog heard: " + message.message), () => Office.context.ui.messageParent("dialog is open"))
})</script>dialog`

const msalScript = `import { createNestablePublicClientApplication } from "@azure/msal-browser"; window.createClient = createNestablePublicClientApplication`

const bundle = async (contents: string): Promise<string> => {
  const built = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    logLevel: "silent",
  })
  return built.outputFiles[0]?.text ?? ""
}

/** Pages of a host and of panes with the genuine Office.js, over HTTPS because MSAL demands it. */
export async function startHostServer(): Promise<Server> {
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }])
  const pages: Record<string, string> = {
    "/host.html": hostPage,
    "/host.js": await bundle(hostScript),
    "/pane.html": panePage(""),
    "/naa.html": panePage('<script type="module" src="/msal.js"></script>'),
    "/msal.js": await bundle(msalScript),
    "/dialog.html": dialogPage,
  }
  const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript" }
  const server = createServer({ key, cert }, (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "https://localhost")
    const page = pages[pathname]
    const body = page ?? (pathname.startsWith("/office/") ? readFile(join(officeFolder, pathname.slice(8))) : undefined)
    Promise.resolve(body).then(
      (content) =>
        response
          .writeHead(content === undefined ? 404 : 200, { "content-type": types[extname(pathname)] ?? "text/plain" })
          .end(content),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return server
}
