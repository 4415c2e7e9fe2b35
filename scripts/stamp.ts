import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"

/** What a finished build leaves behind: a fingerprint of its sources, and the files that it made. */
interface Stamp {
  readonly sources: string
  readonly made: readonly string[]
}

export interface Build {
  /** Files and folders that decide about the result. */
  readonly sources: readonly string[]
  /** The folder that the build fills. */
  readonly output: string
  /** The file that remembers the last finished build. */
  readonly stamp: string
}

const filesUnder = (path: string): string[] =>
  statSync(path).isFile()
    ? [path]
    : readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()

/** By path and content, so that a fresh checkout of the same sources is not built again. */
function fingerprint(sources: readonly string[]): string {
  const hash = createHash("sha256")
  for (const file of sources.flatMap(filesUnder)) hash.update(file).update(readFileSync(file))
  return hash.digest("hex")
}

function readStamp(path: string): Stamp | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Stamp
  } catch {
    return undefined // none, or half of one: the build runs again
  }
}

/** Whether the last finished build saw the same sources and all that it made is still there. */
export function isFresh({ sources, stamp }: Build): boolean {
  const last = readStamp(stamp)
  return last !== undefined && last.made.every((file) => existsSync(file)) && last.sources === fingerprint(sources)
}

/** Runs `build`. Until it has finished there is no stamp, so that a build which was cut off never passes for a fresh one. */
export async function stamped({ sources, output, stamp }: Build, build: () => Promise<void>): Promise<void> {
  const before = fingerprint(sources)
  rmSync(stamp, { force: true })
  await build()
  mkdirSync(dirname(stamp), { recursive: true })
  const written: Stamp = { sources: before, made: filesUnder(output) }
  writeFileSync(stamp, JSON.stringify(written))
}
