import { createRequire } from "node:module"
import { dirname } from "node:path"
import { Router } from "express"

/** Swagger UI and our own three files; it may call this server and nothing else. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Excel Chat Agent: the interface</title>
    <link rel="icon" href="/assets/icon-32.png" />
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
    <link rel="stylesheet" href="/api/docs/page.css" />
  </head>
  <body>
    <main id="interface"></main>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/page.js"></script>
  </body>
</html>
`

const styles = `body { margin: 0 }
.dark-mode body { background: #1c2022 }
`

// Without a validator, which would send the document's address away.
const script = `const dark = matchMedia("(prefers-color-scheme: dark)")
const paint = () => document.documentElement.classList.toggle("dark-mode", dark.matches)
dark.addEventListener("change", paint)
paint()
SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#interface", validatorUrl: null, deepLinking: true })
`

/** `/docs`: the interface as a person reads it. */
export function docsPages(): Router {
  const router = Router()
  const swagger = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/swagger-ui.css"))
  router.get("/docs", (_request, response) => {
    response.set({ "Content-Security-Policy": policy, "Cache-Control": "no-cache" }).type("html").send(page)
  })
  router.get("/docs/page.css", (_request, response) => void response.type("css").send(styles))
  router.get("/docs/page.js", (_request, response) => void response.type("js").send(script))
  for (const file of ["swagger-ui.css", "swagger-ui-bundle.js"])
    router.get(`/docs/${file}`, (_request, response) => response.sendFile(file, { root: swagger, maxAge: "1d" }))
  return router
}
