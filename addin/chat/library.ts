import type { FileSummary, UploadedFile } from "../../shared/files.ts"
import type { WorkbookMap } from "../../shared/workbookMap.ts"

export interface UploadOptions {
  /** 0 … 1 of its bytes. */
  readonly onProgress: (progress: number) => void
  readonly signal: AbortSignal
}

/** What the server keeps of workbooks and files. Every call throws AppError. */
export interface Library {
  /** @throws AppError not_found while nothing of it is stored. */
  workbookMap(workbookId: string): Promise<WorkbookMap>
  files(): Promise<readonly FileSummary[]>
  file(fileId: string): Promise<UploadedFile>
  /** The same bytes give the file that is there already. */
  uploadFile(file: File, options: UploadOptions): Promise<Pick<FileSummary, "fileId" | "fileName" | "status">>
  deleteFile(fileId: string): Promise<void>
}
