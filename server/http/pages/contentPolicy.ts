/** `signIn` is the window with Entra's answer, `silentSignIn` the hidden frame of the pane that Entra leads back to us. */
export type Page = "pane" | "playgroundPane" | "playground" | "signIn" | "playgroundSignIn" | "silentSignIn"

/** Where Excel loads Office.js from; the only script that is not ours. */
export const officeCdn = "https://appsforoffice.microsoft.com/lib/1/hosted/office.js"

/** Hosts that show task panes: Excel on the web and its containers. */
const officeHosts = [
  "https://*.officeapps.live.com",
  "https://*.office.com",
  "https://*.office365.com",
  "https://*.live.com",
  "https://*.microsoft.com",
  "https://*.sharepoint.com",
  "https://*.cloud.microsoft",
]

/** Hash of an empty style element. */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"

/**
 * The Content-Security-Policy of a page: Office.js and our own files, and nothing else. `authority` is where Entra signs people
 * in; undefined where our own issuer does.
 */
export function contentPolicy(page: Page, authority?: string): string {
  const office = page === "pane" || page === "signIn" ? ["https://appsforoffice.microsoft.com"] : []
  const isPane = page === "pane" || page === "playgroundPane"
  const entra = authority === undefined || page === "playground" ? [] : [new URL(authority).origin]
  return Object.entries({
    "default-src": ["'none'"],
    // Workbooks are calculated by WebAssembly in the playground only.
    "script-src": ["'self'", ...office, ...(page === "playground" ? ["'wasm-unsafe-eval'"] : [])],
    // Fluent UI fills empty style elements through the object model, which only the playground's grid does not.
    "style-src": ["'self'", page === "playground" ? "'unsafe-inline'" : emptyStyle],
    "img-src": ["'self'", "data:", ...(page === "playground" ? ["blob:"] : [])],
    "font-src": ["'self'", "data:"],
    "connect-src": page === "silentSignIn" ? ["'none'"] : ["'self'", ...office, ...entra],
    "worker-src": page === "playground" ? ["'self'", "blob:"] : ["'none'"],
    // Tokens are renewed in a hidden frame, which Entra leads back to a page of ours.
    "frame-src":
      page === "playground" || (isPane && entra.length > 0) ? ["'self'", ...(isPane ? entra : [])] : ["'none'"],
    "frame-ancestors": framedBy(page),
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "object-src": ["'none'"],
  })
    .map(([directive, sources]) => `${directive} ${sources.join(" ")}`)
    .join("; ")
}

function framedBy(page: Page): readonly string[] {
  switch (page) {
    case "pane":
    case "silentSignIn": // in a pane, which is itself in Excel
      return ["'self'", ...officeHosts]
    case "playgroundPane":
      return ["'self'"]
    case "playground":
    case "signIn":
    case "playgroundSignIn":
      return ["'none'"]
  }
}
