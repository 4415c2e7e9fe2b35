/** What a process is asked to read; the file follows as input. */
export interface ParseCall {
  readonly fileName: string
}

/** After the last part of a file. */
export interface ParseResult {
  /** Whether the process may read a file of another owner: this one was small and harmless, and nothing of it is left. */
  readonly fit: boolean
}

/** Megabytes of JavaScript objects in a reader; buffers come on top. */
export const heapMb = 1_100

/** Bytes that a reader may hold, buffers included, and by how much one that goes on may have grown since its start. */
export const heldBytes = { atMost: 1_450 * 1024 * 1024, grown: 128 * 1024 * 1024 } as const

/** Seconds of work that a file may take: ten times what real ones do, however busy the machine is. */
export const secondsFor = (bytes: number): number => 8 + (2.5 * bytes) / (1024 * 1024)

/** Bytes of a file after which a reader may go on. */
export const smallFileBytes = 1024 * 1024
