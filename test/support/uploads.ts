import { setTimeout as wait } from "node:timers/promises"
import { fileSchema, type FileStatus, type UploadedFile } from "../../shared/files.ts"
import type { Reply, TestServer } from "./startTestServer.ts"

/** A form as a program sends it, that stands whole in memory: `boundary=cut`. */
export const formType = "multipart/form-data; boundary=cut"

export function formPart(content: Uint8Array | string, fileName: string, field = "file"): Buffer {
  const head = `--cut\r\nContent-Disposition: form-data; name="${field}"; filename="${fileName}"\r\n\r\n`
  return Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from("\r\n")])
}

export const formEnd = Buffer.from("--cut--\r\n")

/** `POST /api/files/upload` of one file. */
export const upload = (
  server: TestServer,
  user: string,
  fileName: string,
  content: Uint8Array | string,
): Promise<Reply> => uploadForm(server, user, Buffer.concat([formPart(content, fileName), formEnd]))

/** The same with any body. */
export async function uploadForm(
  server: TestServer,
  user: string,
  body: Uint8Array | ReadableStream<Uint8Array>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const init: RequestInit & { duplex: "half" } = {
    method: "POST",
    headers: { authorization: `Bearer ${await server.token(user)}`, "content-type": formType, ...headers },
    body: body as BodyInit,
    // Node wants it for a stream; the types do not know it.
    duplex: "half",
  }
  const response = await fetch(`${server.url}/api/files/upload`, init)
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  }
}

const ended: readonly FileStatus[] = ["COMPLETED", "PARTIAL", "FAILED"]

/** The file when nothing more happens to it. */
export async function untilEnded(server: TestServer, user: string, fileId: unknown): Promise<UploadedFile> {
  for (;;) {
    const { status, body } = await server.request("GET", `/api/files/${String(fileId)}`, { user })
    if (status !== 200) throw new Error(`The file cannot be read: ${JSON.stringify(body)}`)
    const file = fileSchema.parse(body)
    if (ended.includes(file.status)) return file
    await wait(50)
  }
}
