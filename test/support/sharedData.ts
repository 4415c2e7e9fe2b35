import { existsSync } from "node:fs"
import { join } from "node:path"

const said = new Set<string>()

/** The folder of test data from outside that is called so; undefined, with a printed reason, where it is not. */
export function sharedData(name: string): string | undefined {
  const folder = join("..", "shared", "data", name)
  if (existsSync(folder)) return folder
  if (!said.has(name)) console.warn(`Skipped: tests on ${folder}, which is not here.`)
  said.add(name)
  return undefined
}
