import { z } from "zod"
import { fileListSchema, fileSchema, uploadReplySchema } from "../../shared/files.ts"
import type { Operation } from "./operation.ts"

export const fileOperations: readonly Operation[] = [
  {
    id: "uploadFile",
    tag: "Workbooks",
    method: "post",
    path: "/api/files/upload",
    summary: "Upload a workbook to ask about",
    description:
      "One .xlsx, .xlsm, .xlsb, .xls, .csv or .tsv file of at most 50 MB; its content decides what it is. It is read in the background: ask for the file until its status is `COMPLETED` or `PARTIAL`. The same bytes again are the same file, replied with 200. A file that turns out within seconds to be unreadable is refused and not kept.",
    signIn: "required",
    body: { name: "Upload", schema: z.object({ file: z.file() }), multipart: true },
    reply: {
      status: 201,
      alsoStatus: 200,
      description: "The file, which is also the id of a workbook.",
      json: { name: "Uploaded", schema: uploadReplySchema },
    },
    problems: ["unreadable_file", "storage_unavailable"],
  },
  {
    id: "listFiles",
    tag: "Workbooks",
    method: "get",
    path: "/api/files",
    summary: "List one's uploaded files, last uploaded first",
    signIn: "required",
    reply: { status: 200, description: "All files.", json: { name: "FileList", schema: fileListSchema } },
    problems: ["storage_unavailable"],
  },
  {
    id: "readFile",
    tag: "Workbooks",
    method: "get",
    path: "/api/files/{fileId}",
    summary: "Read what became of an uploaded file, sheet by sheet",
    signIn: "required",
    reply: { status: 200, description: "Its sheets and tables.", json: { name: "File", schema: fileSchema } },
    problems: ["not_found", "storage_unavailable"],
  },
  {
    id: "deleteFile",
    tag: "Workbooks",
    method: "delete",
    path: "/api/files/{fileId}",
    summary: "Delete an uploaded file and everything that was made of it",
    signIn: "required",
    reply: { status: 204, description: "Deleted." },
    problems: ["not_found", "storage_unavailable"],
  },
]
