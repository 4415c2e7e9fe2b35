import { groupOf, type TestGroup } from "./testGroups.ts"

export interface TestPlan {
  readonly files: readonly string[]
  /** For mocha, as they were given. */
  readonly options: readonly string[]
  readonly coverage: boolean
}

/** Options of mocha that stand apart from their value: `--grep "a word"`. */
const withValue = new Set([
  "--grep",
  "-g",
  "--fgrep",
  "-f",
  "--reporter",
  "-R",
  "--retries",
  "--jobs",
  "-j",
  "--timeout",
])

const isInside = (file: string, path: string): boolean => file === path || file.startsWith(`${path}/`)

/**
 * The test files to run, of `all` there are (`test/shared/cell.test.ts`), and what is left for mocha.
 * @throws Error with one sentence for a path that holds no test.
 */
export function testPlan(given: readonly string[], all: readonly string[]): TestPlan {
  const options: string[] = []
  const paths: string[] = []
  let group: TestGroup | undefined
  let coverage = false
  for (let at = 0; at < given.length; at++) {
    const argument = given[at] ?? ""
    if (argument === "--coverage") coverage = true
    else if (/^--(?:unit|flow|e2e)$/.test(argument)) group = argument.slice(2) as TestGroup
    else if (withValue.has(argument)) options.push(argument, given[++at] ?? "")
    else if (argument.startsWith("-")) options.push(argument)
    else paths.push(argument.replaceAll("\\", "/").replace(/^\.\//, "").replace(/\/$/, ""))
  }
  const missing = paths.find((path) => !all.some((file) => isInside(file, path)))
  if (missing !== undefined) throw new Error(`There is no test at ${missing}: name a file or a folder under test/.`)
  const files = all.filter(
    (file) =>
      (group === undefined || groupOf(file) === group) &&
      (paths.length === 0 || paths.some((path) => isInside(file, path))),
  )
  return { files, options, coverage }
}

/** Milliseconds by file of an earlier run; what it did not see is guessed by its group. */
export type FileTimes = Readonly<Record<string, number>>

const guesses: Readonly<Record<TestGroup, number>> = { e2e: 20_000, flow: 10_000, unit: 500 }

/** The longest first, so that no process has a long file left when the others are done (Graham 1969). */
export const longestFirst = (files: readonly string[], times: FileTimes): string[] => {
  const timeOf = (file: string): number => times[file] ?? guesses[groupOf(file)]
  return [...files].sort((a, b) => timeOf(b) - timeOf(a))
}

/** The ten slowest files, a line each. */
export const slowestFiles = (times: FileTimes): string[] =>
  Object.entries(times)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 10)
    .map(([file, ms]) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${file}`)
