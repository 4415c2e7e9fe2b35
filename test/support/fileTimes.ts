import { appendFileSync } from "node:fs"
import { relative, resolve } from "node:path"

/**
 * Mocha's root hooks for every test file: note how long it took, with its own hooks, where TEST_TIMES_FILE says.
 * A line is milliseconds and the file's path, `1250 test/shared/cell.test.js`.
 */
let startedAt = 0

interface Hook {
  readonly test?: { readonly parent?: Suite }
}
interface Suite {
  readonly file?: string
  readonly suites: readonly Suite[]
}

const fileOf = (suite: Suite | undefined): string | undefined =>
  suite?.file ?? suite?.suites.map(fileOf).find((file) => file !== undefined)

export const mochaHooks = {
  beforeAll: (): void => {
    startedAt = performance.now()
  },
  afterAll(this: Hook): void {
    const file = fileOf(this.test?.parent)
    const out = process.env["TEST_TIMES_FILE"]
    if (!file || !out) return
    const path = relative(resolve(import.meta.dirname, "../.."), file)
    appendFileSync(out, `${Math.round(performance.now() - startedAt)} ${path}\n`)
  },
}
