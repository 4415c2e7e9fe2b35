import { readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"

/** A source file of ours; `path` starts with its world: `server/http/app.ts`. */
export interface Source {
  readonly path: string
  readonly folder: string
  readonly text: string
}

export interface Import {
  readonly path: string
  readonly folder: string
  /** As it is written: `../shared/limits.ts`, `zod`. */
  readonly target: string
}

/** Every TypeScript file below these folders. */
export const sourcesOf = (roots: readonly string[]): Source[] =>
  roots.flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => {
        const path = join(root, file)
        return { path, folder: dirname(path), text: readFileSync(path, "utf8") }
      }),
  )

/** Imports and exports from other modules, types and dynamic ones too. */
export const importsOf = ({ path, folder, text }: Source): Import[] =>
  [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"([@\w.][\w@./:-]*)"/g)].map((match) => ({
    path,
    folder,
    target: match[1] ?? "",
  }))

export const packageOf = (target: string): string =>
  target
    .split("/")
    .slice(0, target.startsWith("@") ? 2 : 1)
    .join("/")

/** Groups of nodes that reach each other over the edges, larger than one node (Tarjan 1972). */
export function circlesIn(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const stack: string[] = []
  const circles: string[][] = []
  const visit = (node: string): number => {
    const own = order.size
    order.set(node, own)
    lowest.set(node, own)
    stack.push(node)
    for (const next of edges.get(node) ?? []) {
      const reached = order.has(next) ? (stack.includes(next) ? (order.get(next) ?? own) : own) : visit(next)
      lowest.set(node, Math.min(lowest.get(node) ?? own, reached))
    }
    if (lowest.get(node) === own) {
      const circle = stack.splice(stack.indexOf(node))
      if (circle.length > 1) circles.push(circle.sort())
    }
    return lowest.get(node) ?? own
  }
  for (const node of edges.keys()) if (!order.has(node)) visit(node)
  return circles
}
