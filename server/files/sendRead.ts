import type { Jobs } from "../jobs/jobs.ts"
import type { FilePlace } from "./filePlace.ts"

/** Bytes of a file that is read within seconds. */
const smallBytes = 4 * 1024 * 1024

/** Has a file read as soon as a process has room for it. @throws AppError storage_unavailable. */
export const sendRead = (jobs: Pick<Jobs, "send">, place: FilePlace, size: number): Promise<void> =>
  jobs.send(size > smallBytes ? "read_large_file" : "read_file", place, place.fileId)
