export type Page = "pane" | "playgroundPane" | "playground"

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

/** The Content-Security-Policy of a page: Office.js and our own files, and nothing else. */
export function contentPolicy(page: Page): string {
  const office = page === "pane" ? ["https://appsforoffice.microsoft.com"] : []
  return Object.entries({
    "default-src": ["'none'"],
    // Workbooks are calculated by WebAssembly in the playground only.
    "script-src": ["'self'", ...office, ...(page === "playground" ? ["'wasm-unsafe-eval'"] : [])],
    // Fluent UI fills empty style elements through the object model, which only the playground's grid does not.
    "style-src": ["'self'", page === "playground" ? "'unsafe-inline'" : emptyStyle],
    "img-src": ["'self'", "data:", ...(page === "playground" ? ["blob:"] : [])],
    "font-src": ["'self'", "data:"],
    "connect-src": [
      "'self'",
      ...(page === "pane" ? ["https://appsforoffice.microsoft.com", "https://login.microsoftonline.com"] : []),
    ],
    "worker-src": page === "playground" ? ["'self'", "blob:"] : ["'none'"],
    "frame-src": page === "playground" ? ["'self'"] : ["'none'"],
    "frame-ancestors":
      page === "pane" ? ["'self'", ...officeHosts] : page === "playgroundPane" ? ["'self'"] : ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "object-src": ["'none'"],
  })
    .map(([directive, sources]) => `${directive} ${sources.join(" ")}`)
    .join("; ")
}
