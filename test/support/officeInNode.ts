import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { basename, dirname, join } from "node:path"
import vm from "node:vm"
import { frameName } from "../../playground/host/frameName.ts"
import { HostEndpoint } from "../../playground/host/hostEndpoint.ts"
import { defaultRequirementSets, type RequirementSets } from "../../playground/host/requirementSets.ts"
import type { SimWorkbook } from "../../playground/workbook/contract.ts"
import { createWorkbook } from "../../playground/workbook/createWorkbook.ts"
import type { CellValue } from "../../shared/cell.ts"

export interface OfficeInNode {
  /** The genuine library's own globals, talking to the simulated workbook. */
  readonly Excel: typeof Excel
  readonly Office: typeof Office
  readonly workbook: SimWorkbook
  readonly OfficeExtension: typeof OfficeExtension
  /** Presses a ribbon button that runs a function. */
  readonly invokeCommand: (controlId: string, functionName: string) => Promise<void>
  readonly close: () => void
}

export interface OfficeInNodeOptions {
  readonly requirementSets?: RequirementSets
  readonly getAccessToken?: () => Promise<string>
  readonly onVisibility?: (visible: boolean) => void
  /** Where the workbook is; an address made of its name unless given, nothing while it was never saved. */
  readonly documentUrl?: string
}

const origin = "https://localhost:3000"
const officeFolder = dirname(createRequire(import.meta.url).resolve("@microsoft/office-js/dist/office.js"))
const scripts = new Map<string, vm.Script>()

/** Loads the unmodified Office.js in a bare window, waits for `Office.onReady`, and connects it with the workbook. */
export async function openExcel(workbook: SimWorkbook, options: OfficeInNodeOptions = {}): Promise<OfficeInNode> {
  const listeners = new Set<(event: unknown) => void>()
  const conversationId = "conversation-1"
  const parent = { postMessage: (json: string) => queueMicrotask(() => void endpoint.receive(json)) }
  const window = bareWindow(frameName(conversationId, "addin-1", origin, "en-US"), parent, listeners)
  const endpoint = new HostEndpoint({
    workbook,
    conversationId,
    addinId: "addin-1",
    appDomains: [origin],
    requirementSets: () => options.requirementSets ?? defaultRequirementSets,
    locale: "en-US",
    documentUrl: options.documentUrl ?? `${origin}/${workbook.fileName}`,
    getAccessToken: options.getAccessToken ?? (() => Promise.resolve("token-1")),
    onFault: (thrown) => {
      throw thrown
    },
    onVisibility: (visible) => options.onVisibility?.(visible),
    send: (json) =>
      setImmediate(() => {
        for (const listener of listeners) listener({ data: json, origin, source: parent })
      }),
  })
  vm.createContext(window)
  run("office.js", window)
  const globals = window as unknown as Pick<OfficeInNode, "Excel" | "Office" | "OfficeExtension">
  await globals.Office.onReady()
  return {
    Excel: globals.Excel,
    Office: globals.Office,
    workbook,
    OfficeExtension: globals.OfficeExtension,
    invokeCommand: (controlId, functionName) => endpoint.invokeCommand(controlId, functionName),
    close: () => {
      endpoint.close()
      listeners.clear()
    },
  }
}

/** The same for a new workbook with one sheet, `Orders`, that holds the rows from A1 on. */
export const openRows = (rows: readonly (readonly CellValue[])[]): Promise<OfficeInNode> =>
  openExcel(createWorkbook({ fileName: "Orders.xlsx", sheets: [{ name: "Orders", rows }] }))

function run(file: string, window: vm.Context): void {
  const script = scripts.get(file) ?? new vm.Script(readFileSync(join(officeFolder, file), "utf8"), { filename: file })
  scripts.set(file, script)
  script.runInContext(window)
}

/** Just enough of a window for Office.js to load its Excel part and to talk to its parent. */
function bareWindow(name: string, parent: object, listeners: Set<(event: unknown) => void>): vm.Context {
  const element = (): Record<string, unknown> => ({
    style: {},
    attributes: {},
    setAttribute: () => undefined,
    getAttribute: () => null,
    appendChild: () => undefined,
    addEventListener: () => undefined,
    getElementsByTagName: () => [],
  })
  const window: vm.Context = vm.createContext({})
  const head = {
    ...element(),
    appendChild: (child: { src?: string; onload?: () => void }) => {
      const { src, onload } = child
      if (src === undefined) return
      setImmediate(() => {
        // The host part is loaded by its name beside office.js; strings sit in a folder per language.
        const file = src.includes("office_strings") ? join("en-us", "office_strings.js") : basename(src)
        run(file, window)
        onload?.()
      })
    },
  }
  const storage = new Map<string, string>()
  Object.assign(window, {
    console,
    // What comes over the wire is made by the test's own JSON, so that assert.deepEqual takes its arrays for arrays.
    JSON,
    setTimeout: unrefTimeout,
    clearTimeout,
    setInterval: unrefInterval,
    clearInterval,
    performance,
    URL,
    TextEncoder,
    name,
    parent,
    top: parent,
    external: {},
    navigator: { userAgent: "Node", language: "en-US" },
    location: {
      href: `${origin}/taskpane.html`,
      origin,
      search: "",
      hash: "",
      protocol: "https:",
      hostname: "localhost",
      host: "localhost:3000",
      pathname: "/taskpane.html",
    },
    history: {},
    sessionStorage: {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => storage.set(key, value),
      removeItem: (key: string) => storage.delete(key),
    },
    addEventListener: (type: string, listener: (event: unknown) => void) => {
      if (type === "message") listeners.add(listener)
    },
    removeEventListener: (_type: string, listener: (event: unknown) => void) => listeners.delete(listener),
    document: {
      ...element(),
      readyState: "complete",
      domain: "localhost",
      URL: `${origin}/taskpane.html`,
      head,
      body: element(),
      documentElement: element(),
      createElement: element,
      getElementById: () => null,
      querySelectorAll: () => [],
      getElementsByTagName: (tag: string) =>
        tag === "head" ? [head] : [{ ...element(), src: `${origin}/office/office.js` }],
    },
  })
  Object.assign(window, { window, self: window })
  return window
}

// Office.js keeps watch timers of minutes; they must not keep the test process alive.
const unrefTimeout = (work: () => void, ms?: number): NodeJS.Timeout => setTimeout(work, ms).unref()
const unrefInterval = (work: () => void, ms?: number): NodeJS.Timeout => setInterval(work, ms).unref()
