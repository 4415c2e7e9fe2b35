import { readFileSync } from "node:fs"
import { read } from "@e965/xlsx"

/** In a process of its own: parses the workbook that it is told with SheetJS, and prints how long that took and its most memory. */
const bytes = readFileSync(process.argv[2] ?? "")
const startedAt = performance.now()
read(bytes, { dense: true })
const ms = performance.now() - startedAt
console.log(JSON.stringify({ ms, peakMb: process.resourceUsage().maxRSS / 1024 }))
