import { readdir, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { AppError } from "../../shared/errors.ts"

const prefix = "lock-"
/** How long processes that start together wait for each other to give way. */
const tries = 20
const tryMs = 100

/**
 * Keeps a second process out of a folder: two embedded databases on one folder destroy it. Returns the unlock.
 * Each process puts up a file with its own id and then looks for others: of two, at least one sees the other. Nothing has to
 * be taken over from a process that no longer runs, which is where two could both believe to have won.
 * @throws AppError storage_unavailable when another process holds it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const own = join(folder, `${prefix}${process.pid}`)
  if (held.has(own)) throw inUse(folder, own)
  held.add(own)
  const unlock = async (): Promise<void> => {
    await rm(own, { force: true })
    held.delete(own)
  }
  try {
    await writeFile(own, "")
    for (let attempt = 1; ; attempt++) {
      const others = await otherClaims(folder)
      const [first] = others.filter(isRunning)
      if (first === undefined) {
        for (const gone of others) await rm(join(folder, `${prefix}${gone}`), { force: true })
        return unlock
      }
      // Of several that start together the lowest id stays and waits for the others to go.
      if (first < process.pid || attempt === tries) throw inUse(folder, join(folder, `${prefix}${first}`))
      await wait(tryMs)
    }
  } catch (error) {
    await unlock()
    if (error instanceof AppError) throw error
    throw new AppError("storage_unavailable", `The lock ${own} cannot be written.`, { cause: error })
  }
}

/** Files of this process: after a crash and a restart in a container, our own process id may stand in an old file's name. */
const held = new Set<string>()

/** Ids of the processes that claim the folder, ourselves apart, lowest first. */
async function otherClaims(folder: string): Promise<number[]> {
  const names = await readdir(folder)
  return names
    .filter((name) => /^lock-[1-9]\d{0,9}$/.test(name))
    .map((name) => Number(name.slice(prefix.length)))
    .filter((id) => id !== process.pid)
    .sort((a, b) => a - b)
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM"
  }
}

const inUse = (folder: string, file: string): AppError =>
  new AppError(
    "storage_unavailable",
    `The data folder ${folder} is in use by another running server: stop it, or set DATA_DIR to another folder. ` +
      `If there is none, a crash left ${file} behind: delete that file.`,
  )
