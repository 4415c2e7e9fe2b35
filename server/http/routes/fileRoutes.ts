import { fileListSchema, fileSchema, uploadReplySchema } from "../../../shared/files.ts"
import type { Files } from "../../files/files.ts"
import { fileBody } from "../routing/bodies.ts"
import { signedIn } from "../routing/rights.ts"
import { routesNeeding } from "../routing/routesNeeding.ts"

export interface FileRouteParts {
  readonly files: Files
}

const route = routesNeeding<FileRouteParts>()

/** Uploaded files. */
export const fileRoutes = [
  route({
    id: "uploadFile",
    tag: "Workbooks",
    method: "post",
    path: "/api/files/upload",
    summary: "Upload a workbook to ask about",
    description:
      "One .xlsx, .xlsm, .xlsb, .xls, .csv or .tsv file of at most 50 MB; its content decides what it is. It is read in the background: ask for the file until its status is `COMPLETED` or `PARTIAL`. The same bytes again are the same file, replied with 200. A file that turns out within seconds to be unreadable is refused and not kept.",
    ...signedIn,
    body: fileBody("Upload"),
    reply: {
      status: 201,
      alsoStatus: 200,
      description: "The file, which is also the id of a workbook.",
      json: { name: "Uploaded", schema: uploadReplySchema },
    },
    problems: ["unreadable_file", "storage_unavailable"],
    respond: async ({ files }, { owner }, { request, response }) => {
      const { file, isNew } = await files.upload(owner, request)
      const { fileId, fileName, status } = file
      response.status(isNew ? 201 : 200).json({ fileId, fileName, status })
    },
  }),
  route({
    id: "listFiles",
    tag: "Workbooks",
    method: "get",
    path: "/api/files",
    summary: "List one's uploaded files, last uploaded first",
    ...signedIn,
    reply: { status: 200, description: "All files.", json: { name: "FileList", schema: fileListSchema } },
    problems: ["storage_unavailable"],
    handle: async ({ files }, { owner }) => ({ files: await files.list(owner) }),
  }),
  route({
    id: "readFile",
    tag: "Workbooks",
    method: "get",
    path: "/api/files/{fileId}",
    summary: "Read what became of an uploaded file, sheet by sheet",
    ...signedIn,
    reply: { status: 200, description: "Its sheets and tables.", json: { name: "File", schema: fileSchema } },
    problems: ["not_found", "storage_unavailable"],
    handle: ({ files }, { owner, params: { fileId } }) => files.read({ owner, fileId }),
  }),
  route({
    id: "deleteFile",
    tag: "Workbooks",
    method: "delete",
    path: "/api/files/{fileId}",
    summary: "Delete an uploaded file and everything that was made of it",
    ...signedIn,
    reply: { status: 204, description: "Deleted." },
    problems: ["not_found", "storage_unavailable"],
    handle: ({ files }, { owner, params: { fileId } }) => files.delete({ owner, fileId }),
  }),
]
