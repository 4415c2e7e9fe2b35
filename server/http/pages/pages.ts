import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { Router, static as serveFiles, type RequestHandler, type Response } from "express"
import { AppError } from "../../../shared/errors.ts"
import { contentPolicy, officeCdn, type Page } from "./contentPolicy.ts"
import { packageRoot } from "../../config/packageRoot.ts"

const built = join(packageRoot, "dist")
const hashed = /[.-][\da-f]{8,}\.(?:js|css|wasm|woff2?|map)$/

/** The pane and what Excel needs of it; in development the playground and Office.js too. `authority` is Entra's, if it signs in. */
export function pageRoutes(development: boolean, authority?: string): Router {
  const router = Router()
  const policy = policyFor(authority)
  router.get("/", (_request, response) => response.redirect(development ? "/playground" : "/taskpane.html"))
  if (development) router.use(playgroundRoutes(policy))
  // Excel shows the icons on pages of its own.
  router.use("/assets", anyOrigin)
  const pages = { "taskpane.html": "pane", "sign-in.html": "signIn", "sign-in-silent.html": "silentSignIn" } as const
  for (const [file, page] of Object.entries(pages))
    router.get(`/${file}`, policy(page), async (_request, response) => sendPage(response, await readPane(file)))
  router.use(policy("pane"), files(join(built, "pane")))
  return router
}

type Policy = ReturnType<typeof policyFor>

function playgroundRoutes(policy: Policy): Router {
  const router = Router()
  router.get("/playground", policy("playground"), async (_request, response) =>
    sendPage(response, await readPage(join(built, "playground", "playground.html"))),
  )
  // The same pages, with Office.js from the npm package: a playground needs no internet.
  const pages = { "taskpane.html": "playgroundPane", "sign-in.html": "playgroundSignIn" } as const
  for (const [file, name] of Object.entries(pages))
    router.get(`/playground/${file}`, policy(name), async (_request, response) => {
      const page = await readPane(file)
      if (!page.includes(officeCdn)) throw new AppError("internal", `${file} does not load ${officeCdn}.`)
      sendPage(response, page.replace(officeCdn, "/office-js/office.js"))
    })
  router.use("/playground", policy("playground"), files(join(built, "playground")))
  router.use("/office-js", anyOrigin, officeFiles())
  return router
}

function officeFiles(): RequestHandler {
  let folder: string
  try {
    folder = dirname(createRequire(import.meta.url).resolve("@microsoft/office-js/dist/office.js"))
  } catch (cause) {
    return () => {
      throw new AppError("not_found", "Office.js is not installed: run npm ci.", { cause })
    }
  }
  return serveFiles(folder, { index: false, maxAge: "1d" })
}

const policyFor =
  (authority: string | undefined) =>
  (page: Page): RequestHandler =>
  (_request, response, next) => {
    response.set("Content-Security-Policy", contentPolicy(page, authority))
    // frame-ancestors says who may embed; the older header cannot name several.
    response.removeHeader("X-Frame-Options")
    // A dialog of Office is opened by a page of another origin and must keep its link to it.
    response.removeHeader("Cross-Origin-Opener-Policy")
    next()
  }

const anyOrigin: RequestHandler = (_request, response, next) => {
  response.set("Cross-Origin-Resource-Policy", "cross-origin")
  next()
}

/** Webpack puts a content hash into names: those files never change, everything else is asked about again. */
const files = (folder: string): RequestHandler =>
  serveFiles(folder, {
    index: false,
    setHeaders: (response, path) =>
      void response.setHeader("Cache-Control", hashed.test(path) ? "public, max-age=31536000, immutable" : "no-cache"),
  })

const readPane = (file: string): Promise<string> => readPage(join(built, "pane", file))

async function readPage(file: string): Promise<string> {
  return readFile(file, "utf8").catch((cause: unknown) => {
    throw new AppError("not_found", "This page has not been built yet: run npm start, or npm run build.", { cause })
  })
}

const sendPage = (response: Response, page: string): void =>
  void response.set("Cache-Control", "no-cache").type("html").send(page)
