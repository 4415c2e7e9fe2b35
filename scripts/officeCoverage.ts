import { readdirSync } from "node:fs"
import { join } from "node:path"
import { EmptyCollection, emptyCollections } from "../playground/host/wireCollection.ts"
import { WireObject } from "../playground/host/wireObject.ts"
import { createWorkbook } from "../playground/workbook/createWorkbook.ts"
import { openExcel } from "../test/support/officeInNode.ts"

/** Prints how much of the genuine library's Excel object model the simulated Excel implements; `--missing` lists the rest. */

interface LibraryClass {
  readonly name: string
  /** Members a pane may use, in the library's camelCase. */
  readonly members: readonly string[]
}

const own = new Set([
  "load",
  "set",
  "update",
  "toJSON",
  "retrieve",
  "track",
  "untrack",
  "ensureUnchanged",
  "setMockData",
])

/** What the library itself says about its classes. */
function libraryClasses(namespace: object): LibraryClass[] {
  return Object.entries(namespace).flatMap(([name, constructor]: [string, unknown]): LibraryClass[] => {
    const prototype = typeof constructor === "function" ? (constructor as { prototype?: object }).prototype : undefined
    if (!prototype || !("_className" in prototype)) return []
    const members = Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([member, descriptor]) => {
      if (member.startsWith("_") || member === "constructor" || own.has(member)) return []
      if (typeof descriptor.value === "function") return [member]
      return descriptor.get && member !== "items" ? [member] : []
    })
    return [{ name, members }]
  })
}

/** Wire names (and event names as `onChanged`) of every object class of the simulated Excel. */
async function simulatedClasses(): Promise<Map<string, ReadonlySet<string>>> {
  const folder = join(import.meta.dirname, "../playground/host/objects")
  const classes = new Map<string, ReadonlySet<string>>()
  for (const file of readdirSync(folder)) {
    const module = (await import(join(folder, file))) as Record<string, unknown>
    for (const [name, exported] of Object.entries(module))
      if (isObjectClass(exported)) classes.set(name, membersOf(exported))
  }
  for (const name of emptyCollections) classes.set(name, membersOf(EmptyCollection))
  return classes
}

type ObjectClass = Pick<typeof WireObject, "prototype" | "events">

const isObjectClass = (exported: unknown): exported is ObjectClass =>
  typeof exported === "function" && (exported as unknown as ObjectClass).prototype instanceof WireObject

function membersOf(constructor: ObjectClass): ReadonlySet<string> {
  const members = new Set<string>()
  for (
    let prototype: unknown = constructor.prototype;
    prototype instanceof WireObject;
    prototype = Object.getPrototypeOf(prototype)
  )
    for (const name of Object.getOwnPropertyNames(prototype)) members.add(name)
  for (const event of constructor.events) members.add(`on${event === "DataChanged" ? "Changed" : event}`)
  return members
}

const wireName = (member: string): string =>
  member.startsWith("on") ? member : member.charAt(0).toUpperCase() + member.slice(1)

const { Excel, close } = await openExcel(createWorkbook())
const simulated = await simulatedClasses()
const rows = libraryClasses(Excel).map(({ name, members }) => {
  const known = simulated.get(name)
  const done = members.filter((member) => known?.has(wireName(member)))
  return { name, total: members.length, done, missing: members.filter((member) => !done.includes(member)) }
})
close()

const covered = rows.filter(({ done }) => done.length > 0)
for (const { name, total, done } of covered) console.log(`${name.padEnd(30)} ${done.length} of ${total}`)
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
const share = (some: number, all: number): string => `${some} of ${all} (${((100 * some) / all).toFixed(1)} %)`
console.log(`\nClasses: ${share(covered.length, rows.length)}`)
console.log(
  `Members of those classes: ${share(sum(covered.map((row) => row.done.length)), sum(covered.map((row) => row.total)))}`,
)
console.log(
  `Members of the library: ${share(sum(rows.map((row) => row.done.length)), sum(rows.map((row) => row.total)))}`,
)
if (process.argv.includes("--missing"))
  for (const { name, missing, done } of rows)
    if (missing.length > 0) console.log(`\n${name}${done.length === 0 ? " (nothing)" : ""}\n  ${missing.join(", ")}`)
