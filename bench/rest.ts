import type { AddressInfo } from "node:net"
import express from "express"
import { startTestServer } from "../test/support/startTestServer.ts"
import { percentile } from "./percentile.ts"

const callers = 8
const callsEach = 40

/** A header and rows of ten columns, together so many cells. */
function rangeOf(cells: number): string {
  const rows = cells / 10
  const header = ["Region", "Product", ...Array.from({ length: 8 }, (_, c) => `Amount ${c + 1}`)]
  const values = Array.from({ length: rows - 1 }, (_, r) => [
    ["North", "South", "East", "West"][r % 4] ?? "",
    `Product ${r % 20}`,
    ...Array.from({ length: 8 }, (_, c) => ((r * 37 + c * 11) % 1000) / 4),
  ])
  return JSON.stringify({ worksheet: "Data", address: `A1:J${rows}`, values: [header, ...values] })
}

/** Calls from several callers at once, each waiting for its reply; prints how many a second were answered. */
async function report(name: string, address: string, tokens: readonly string[], body: string): Promise<void> {
  const times: number[] = []
  const call = async (token: string): Promise<void> => {
    const startedAt = performance.now()
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
    const response = await fetch(address, { method: "POST", headers, body })
    if (response.status !== 200) throw new Error(`${name}: ${response.status} ${await response.text()}`)
    await response.arrayBuffer()
    times.push(performance.now() - startedAt)
  }
  const callMany = async (count: number, token: string): Promise<void> => {
    for (let i = 0; i < count; i++) await call(token)
  }
  const all = (count: number): Promise<unknown> => Promise.all(tokens.map((token) => callMany(count, token)))
  await all(callsEach / 4)
  times.length = 0
  const startedAt = performance.now()
  await all(callsEach)
  const perSecond = times.length / ((performance.now() - startedAt) / 1000)
  const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)].map((ms) => ms.toFixed(1).padStart(7))
  console.log(
    `  ${name.padEnd(46)} ${perSecond.toFixed(0).padStart(6)} requests/s   p50 ${p50 ?? ""} ms   p95 ${p95 ?? ""} ms`,
  )
}

/** Prints requests a second of `POST /api/analysis/range`, beside an Express that parses the same JSON and sends it back. */
export async function restBench(): Promise<void> {
  console.log(`\nPOST /api/analysis/range, ${callers} callers at once, ${callers * callsEach} requests`)
  const echo = express()
  echo.post("/", express.json({ limit: "32mb" }), (request, response) => void response.json(request.body))
  const http = await new Promise<ReturnType<typeof echo.listen>>((resolve) => {
    const listening = echo.listen(0, "127.0.0.1", () => resolve(listening))
  })
  const peer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const server = await startTestServer()
  const tokens = await Promise.all(Array.from({ length: callers }, (_, index) => server.token(`bench ${index}`)))
  for (const cells of [1_000, 10_000]) {
    const size = `${cells.toLocaleString("en-US")} cells`
    const body = rangeOf(cells)
    await report(`peer: bare Express echo, ${size}`, peer, tokens, body)
    await report(`profiled, ${size}`, `${server.url}/api/analysis/range`, tokens, body)
  }
  await server.close()
  http.close()
  http.closeAllConnections()
}
