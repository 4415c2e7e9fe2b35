import { readFileSync, readdirSync } from "node:fs"
import { gzipSync } from "node:zlib"

const gzipped = (file: string): number => gzipSync(readFileSync(file), { level: 9 }).length

/** Prints the pane's JavaScript in kB gzip: what the page itself names (initial) and all chunks, beside React with Fluent's provider alone. */
export function paneSizeBench(): void {
  const html = readFileSync("dist/pane/taskpane.html", "utf8")
  const initial = [...html.matchAll(/src="?\/(assets\/[^"\s>]+\.js)/g)].map((match) => `dist/pane/${match[1] ?? ""}`)
  const all = readdirSync("dist/pane/assets").filter((file) => file.endsWith(".js"))
  const kilobytes = (files: string[]): string =>
    (files.map(gzipped).reduce((sum, size) => sum + size, 0) / 1000).toFixed(1)
  console.log("\nTask pane, JavaScript without Office.js (kB gzip)")
  console.log(`  initial      ${kilobytes(initial).padStart(8)}   (target < 250)`)
  console.log(`  all chunks   ${kilobytes(all.map((file) => `dist/pane/assets/${file}`)).padStart(8)}`)
}
