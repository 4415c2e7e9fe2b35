import { unlessAborted } from "../async/unlessAborted.ts"

const timeoutMs = 5_000
const largestBody = 256 * 1024

/** JSON of at most 256 kB, within five seconds and from this address itself. @throws when it is anything else. */
export async function fetchJson(url: string): Promise<unknown> {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), timeoutMs)
  try {
    const late = (): Error => new Error("There was no whole answer in time.")
    return await unlessAborted(readJson(url, controller.signal), controller.signal, late)
  } finally {
    clearTimeout(timer)
    controller.abort()
  }
}

async function readJson(url: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(url, { signal, redirect: "error", headers: { accept: "application/json" } })
  if (!response.ok) throw new Error(`The answer was ${response.status}.`)
  const body: AsyncIterable<Uint8Array> | null = response.body
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > largestBody) throw new Error("The answer is too large.")
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString("utf8"))
}
