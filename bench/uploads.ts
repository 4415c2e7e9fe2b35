import { execFile } from "node:child_process"
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { fileSchema } from "../shared/files.ts"
import { startServerProcess } from "../test/support/serverProcess.ts"
import { zipOf } from "../test/server/files/parse/zipOf.ts"

// The largest is a little below the limit of an upload.
const megabytes = [1, 10, 48]

/** `npm run bench uploads`: from the first byte to the last chunk that search finds, beside SheetJS that only parses the same file. */
export async function uploadsBench(): Promise<void> {
  console.log("\nUpload of an .xlsx until it is searchable; most memory of the server and of the process that reads")
  const folder = await mkdtemp(join(tmpdir(), "excel-chat-bench-"))
  const server = await startServerProcess({ DATA_DIR: folder })
  try {
    const token = await signIn(server.url)
    // The first one waits for processes to start.
    await measure(server, token, workbookOf(0.05))
    for (const size of megabytes) {
      const bytes = workbookOf(size)
      const label = `${(bytes.length / 1024 ** 2).toFixed(1)} MB`
      const path = join(folder, "workbook.xlsx")
      await writeFile(path, bytes)
      const { stdout } = await promisify(execFile)(process.execPath, ["--import=tsx", parseAlone, path])
      const peer = JSON.parse(stdout) as { ms: number; peakMb: number }
      print(`peer: SheetJS parses ${label}`, peer.ms, [`${Math.round(peer.peakMb)} MB`])
      const ours = await measure(server, token, bytes)
      print(`searchable ${label}, ${ours.cells.toLocaleString("en-US")} cells`, ours.searchableMs, [
        `replied after ${(ours.repliedMs / 1000).toFixed(1)} s`,
        `server +${Math.round(ours.serverMb)} MB`,
        `reader ${Math.round(ours.readerMb)} MB`,
      ])
    }
  } finally {
    await server.kill()
    await rm(folder, { recursive: true, force: true })
  }
}

const parseAlone = fileURLToPath(new URL("./parseAlone.ts", import.meta.url))

const print = (name: string, ms: number, more: readonly string[]): void =>
  console.log(`  ${name.padEnd(46)} ${(ms / 1000).toFixed(1).padStart(7)} s   ${more.join("   ")}`)

interface Measured {
  readonly cells: number
  readonly repliedMs: number
  readonly searchableMs: number
  readonly serverMb: number
  readonly readerMb: number
}

async function measure(
  { url, pid }: { readonly url: string; readonly pid: number },
  token: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Measured> {
  const headers = { authorization: `Bearer ${token}` }
  const form = new FormData()
  form.append("file", new Blob([bytes]), "workbook.xlsx")
  const before = await residentMb(pid)
  let serverMb = 0
  let readerMb = 0
  const watch = setInterval(() => {
    void residentMb(pid).then((now) => (serverMb = Math.max(serverMb, now - before)))
    void readerOf(pid).then((now) => (readerMb = Math.max(readerMb, now)))
  }, 100)
  const startedAt = performance.now()
  const reply = await fetch(`${url}/api/files/upload`, { method: "POST", headers, body: form })
  const repliedMs = performance.now() - startedAt
  const { fileId } = (await reply.json()) as { fileId?: string }
  if (fileId === undefined) throw new Error(`The upload was refused with ${reply.status}.`)
  for (;;) {
    const file = fileSchema.parse(await (await fetch(`${url}/api/files/${fileId}`, { headers })).json())
    if (file.status === "FAILED") throw new Error(file.reason ?? "failed")
    if (file.status === "COMPLETED" || file.status === "PARTIAL") {
      clearInterval(watch)
      const cells = file.sheets.reduce((sum, sheet) => sum + sheet.cells.number + sheet.cells.text, 0)
      return { cells, repliedMs, searchableMs: performance.now() - startedAt, serverMb, readerMb }
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Megabytes in memory now; 0 of a process that has ended. */
async function residentMb(pid: number | string): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "")
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

/** The largest process of this server that reads a file. */
async function readerOf(server: number): Promise<number> {
  const children = await readFile(`/proc/${server}/task/${server}/children`, "utf8").catch(() => "")
  const tasks = children === "" ? (await readdir("/proc")).filter((name) => /^\d+$/.test(name)) : children.split(" ")
  const sizes = tasks.map(async (pid) => {
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")
    return command.includes("parserProgram") ? residentMb(pid) : 0
  })
  return Math.max(0, ...(await Promise.all(sizes)))
}

async function signIn(url: string): Promise<string> {
  const headers = { "content-type": "application/json" }
  const reply = await fetch(`${url}/auth/local/token`, { method: "POST", headers, body: '{"user":"bench"}' })
  return ((await reply.json()) as { accessToken: string }).accessToken
}

/** Orders that compress as real ones do, of about so many megabytes; the same at every run. */
function workbookOf(size: number): Buffer<ArrayBuffer> {
  const sample = 2000
  const rowBytes = (packed(sample).length - packed(0).length) / sample
  return packed(Math.max(100, Math.floor((Math.min(size, 49.5) * 1024 ** 2) / rowBytes)))
}

const regions = ["North", "South", "East", "West"]

function packed(rows: number): Buffer<ArrayBuffer> {
  let seed = 1
  const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
  const text = (address: string, value: string): string =>
    `<c r="${address}" t="inlineStr"><is><t>${value}</t></is></c>`
  const names = ["Id", "Region", "Customer", "Quantity", "Price", "Discount", "Revenue", "Cost", "Margin", "Share"]
  const sheet: Buffer[] = [
    Buffer.from(
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">${names
        .map((name, c) => text(`${String.fromCharCode(65 + c)}1`, name))
        .join("")}</row>`,
    ),
  ]
  for (let row = 2; row <= rows + 1; row++)
    sheet.push(
      Buffer.from(
        `<row r="${row}"><c r="A${row}"><v>${row}</v></c>${text(`B${row}`, regions[row % 4] ?? "")}${text(
          `C${row}`,
          `Customer ${Math.floor(random() * 5000)}`,
        )}${["D", "E", "F", "G", "H", "I", "J"]
          .map((letter) => `<c r="${letter}${row}"><v>${(random() * 10_000).toFixed(2)}</v></c>`)
          .join("")}</row>`,
      ),
    )
  sheet.push(Buffer.from("</sheetData></worksheet>"))
  const types = "http://schemas.openxmlformats.org/package/2006"
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  const main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
  return Buffer.from(
    zipOf([
      {
        name: "[Content_Types].xml",
        data: `<Types xmlns="${types}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${main}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${main}.worksheet+xml"/></Types>`,
      },
      {
        name: "_rels/.rels",
        data: `<Relationships xmlns="${types}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      },
      {
        name: "xl/workbook.xml",
        data: `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><sheets><sheet name="Orders" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      },
      {
        name: "xl/_rels/workbook.xml.rels",
        data: `<Relationships xmlns="${types}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      },
      { name: "xl/worksheets/sheet1.xml", data: Buffer.concat(sheet) },
    ]),
  )
}
