import { AppError } from "../../shared/errors.ts"
import type { UploadOptions } from "../chat/library.ts"
import { refusalOf, type Token } from "./authorizedFetch.ts"

/**
 * `POST /api/files/upload`, multipart, field `file`; gives the reply's text. XMLHttpRequest, because `fetch` does not tell how much
 * of a body is sent. @throws AppError: the server's own sentence where it sent one; cancelled.
 */
export async function uploadFile(
  token: Token,
  file: File,
  options: UploadOptions,
  newRequest: () => XMLHttpRequest = () => new XMLHttpRequest(),
): Promise<string> {
  let response = await send(newRequest(), file, await token.get(), options)
  if (response.status === 401) {
    // As with every other call: once more with a fresh token.
    token.forget()
    response = await send(newRequest(), file, await token.get(), options)
  }
  if (response.ok) return response.text()
  throw await refusalOf(response)
}

function send(
  request: XMLHttpRequest,
  file: File,
  bearer: string,
  { onProgress, signal }: UploadOptions,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const stopped = (): AppError => new AppError("cancelled", "The upload was stopped.")
    if (signal.aborted) return reject(stopped())
    const stop = (): void => request.abort()
    signal.addEventListener("abort", stop, { once: true })
    request.addEventListener("loadend", () => signal.removeEventListener("abort", stop))
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0))
    request.addEventListener("load", () =>
      resolve(new Response(request.responseText || null, { status: request.status })),
    )
    request.addEventListener("error", () =>
      reject(
        new AppError("offline", "The file did not reach the server. Check your connection, then upload it again."),
      ),
    )
    request.addEventListener("abort", () => reject(stopped()))
    request.open("POST", "/api/files/upload")
    request.setRequestHeader("Accept", "application/json")
    request.setRequestHeader("Authorization", `Bearer ${bearer}`)
    const form = new FormData()
    form.append("file", file)
    request.send(form)
  })
}
