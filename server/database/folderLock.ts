import { readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { AppError } from "../../shared/errors.ts"

/**
 * Keeps a second process out of a folder: two embedded databases on one folder destroy it. Returns the unlock.
 * A lock left behind by a process that no longer runs is taken over.
 * @throws AppError storage_unavailable when another process holds it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, "lock")
  if (held.has(file)) throw inUse(folder)
  if (!(await tryLock(file))) {
    const holder = Number(await readFile(file, "utf8").catch(() => ""))
    if (isRunning(holder)) throw inUse(folder)
    await rm(file, { force: true })
    if (!(await tryLock(file))) throw inUse(folder)
  }
  held.add(file)
  return async () => {
    held.delete(file)
    await rm(file, { force: true })
  }
}

/** Files locked by this process: after a crash and a restart in a container, our own process id may stand in a stale file. */
const held = new Set<string>()

async function tryLock(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: "wx" })
    return true
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false
    throw new AppError("storage_unavailable", `The lock ${file} cannot be written.`, { cause: error })
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM"
  }
}

const inUse = (folder: string): AppError =>
  new AppError(
    "storage_unavailable",
    `The data folder ${folder} is in use by another running server: stop it, or set DATA_DIR to another folder. ` +
      `If there is none, a crash left ${join(folder, "lock")} behind: delete that file.`,
  )
