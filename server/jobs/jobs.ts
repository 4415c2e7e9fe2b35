import type { Owner } from "../auth/owner.ts"

/** What each kind of job is told: whose it is and ids, never cells. */
export interface JobData {
  /** Reads an uploaded file into a stored workbook. */
  read_file: { readonly owner: Owner; readonly fileId: string }
  /** The same for one that takes long: small files need not wait for it. */
  read_large_file: { readonly owner: Owner; readonly fileId: string }
  /** Looks at the sheets of a stored workbook that changed, and indexes them. */
  prepare_workbook: { readonly owner: Owner; readonly workbookId: string }
  /** Indexes what is new among the documents of a collection. */
  index_collection: { readonly owner: Owner; readonly collectionId: string }
  /** Embeds anew what another embedder embedded. */
  reindex: { readonly owner: Owner; readonly workbookId: string }
}
export type JobName = keyof JobData

export const jobNames = [
  "read_file",
  "read_large_file",
  "prepare_workbook",
  "index_collection",
  "reindex",
] as const satisfies readonly JobName[]

/** Work that outlives its request, and this process: a job is done at least once, also after a restart, by one process at a time. */
export interface Jobs {
  /** With a `key`, a job of that name and key that waits already is not doubled; one that runs is followed by another. @throws AppError storage_unavailable. */
  send<N extends JobName>(name: N, data: JobData[N], key?: string): Promise<void>
  /** Takes jobs of a kind, at most `atOnce` at a time. A handler that throws is tried again, later and later, some times. */
  work<N extends JobName>(
    name: N,
    atOnce: number,
    handler: (data: JobData[N], signal: AbortSignal) => Promise<void>,
  ): Promise<void>
  /** Resolves when running handlers have ended; their signals abort first. What they left is done after the next start. */
  stop(): Promise<void>
}
