import { WireCollection } from "./wireCollection.ts"
import { camel, nullObject, pascal, WireObject } from "./wireObject.ts"
import type { WireQuery } from "./wireRequest.ts"

/** `load` answers in PascalCase with `_Items`; `retrieve` answers in camelCase with `items`. */
export type Naming = "pascal" | "camel"

/** Reads what `load("address, format/fill/color, items/name")` asked of an object; nothing asked means every plain value. */
export function queryMembers(object: WireObject, query: WireQuery, naming: Naming): Record<string, unknown> {
  const asked = [...(query.Select ?? []), ...(query.Expand ?? [])].map((path) => path.split("/"))
  if (isCollection(object)) return queryItems(object, asked, query, naming)
  return { ...object.identity(), ...readAsked(object, asked, naming) }
}

const isCollection = (object: WireObject): object is WireCollection<WireObject> => object instanceof WireCollection

function queryItems(
  collection: WireCollection<WireObject>,
  asked: readonly string[][],
  query: WireQuery,
  naming: Naming,
): Record<string, unknown> {
  const own = asked.filter(([first = ""]) => collection.scalarNames().includes(pascal(first)))
  const ofItems = asked
    .filter((path) => !own.includes(path))
    .map((path) => (path[0]?.toLowerCase() === "items" ? path.slice(1) : path))
    .filter((path) => path.length > 0 && path[0] !== "$none")
  const skip = query.Skip ?? 0
  const items = collection.all().slice(skip, query.Top ? skip + query.Top : undefined)
  const select = ofItems.map((path) => path.join("/"))
  return {
    ...(own.length > 0 ? readAsked(collection, own, naming) : {}),
    [naming === "pascal" ? "_Items" : "items"]: items.map((item) => queryMembers(item, { Select: select }, naming)),
  }
}

function readAsked(object: WireObject, asked: readonly string[][], naming: Naming): Record<string, unknown> {
  const named = (name: string): string => (naming === "pascal" ? name : camel(name))
  const everything = asked.length === 0 || asked.some(([first]) => first === "$all")
  const values: Record<string, unknown> = {}
  if (everything) for (const name of object.scalarNames()) values[named(name)] = object.readMember(name)
  const inner = new Map<string, string[]>()
  for (const [first = "", ...rest] of asked) {
    if (first.startsWith("$") || first === "") continue
    const name = pascal(first)
    if (object.navigation.includes(name)) inner.set(name, [...(inner.get(name) ?? []), ...joined(rest)])
    else values[named(name)] = object.readMember(name)
  }
  for (const [name, select] of inner) values[named(name)] = readInner(object.readMember(name), select, naming)
  return values
}

function readInner(value: unknown, select: string[], naming: Naming): unknown {
  if (value instanceof WireObject) return queryMembers(value, { Select: select }, naming)
  return value === nullObject ? null : value
}

const joined = (path: readonly string[]): string[] => (path.length > 0 ? [path.join("/")] : [])
