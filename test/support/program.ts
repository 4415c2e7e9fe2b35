import { join } from "node:path"

const compiled = !import.meta.url.endsWith(".ts")

/** A module of ours as a file that Node can run in a process of its own: `server/main`. Compiled like the test that asks. */
export const programFile = (module: string): string =>
  join(import.meta.dirname, "../..", `${module}${compiled ? ".js" : ".ts"}`)

/** What Node needs to run it. */
export const programOptions: readonly string[] = compiled ? [] : [`--import=${import.meta.resolve("tsx")}`]
