/// <reference types="webpack/module" />

/*
 * In the pages of `npm run dev` only: asks its own server every so often for the last build, and takes over what changed; the
 * whole page is loaded anew where React Refresh cannot. It asks for a file, so that the server needs to know nothing of it, and
 * the content policy stays as strict as in production.
 */
const everyMs = 250
/** While the server is being restarted: each try is an error in the browser's console. */
const awayMs = 1000

interface LastBuild {
  readonly hash: string
  /** What stopped the build, or null. */
  readonly error: string | null
}

let told: string | null = null

async function lastBuild(): Promise<LastBuild | undefined> {
  try {
    const response = await fetch(`${__webpack_public_path__}hot/last.json`, { cache: "no-cache" })
    return response.ok ? ((await response.json()) as LastBuild) : undefined
  } catch {
    return undefined // the server is being restarted
  }
}

let takingOver = false

async function takeOver(): Promise<void> {
  takingOver = true
  // Where what changed is not a component, the page must begin again.
  const taken = await import.meta.webpackHot.check(true).catch(() => null)
  takingOver = false
  if (!taken) location.reload()
}

async function look(): Promise<void> {
  const last = await lastBuild()
  setTimeout(() => void look(), last ? everyMs : awayMs)
  if (!last) return
  if (last.error !== null) {
    if (last.error !== told) console.error(last.error)
    told = last.error
    return
  }
  told = null
  if (last.hash !== __webpack_hash__ && !takingOver) await takeOver()
}

void look()
