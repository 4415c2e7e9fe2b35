import type { IncomingMessage } from "node:http"
import type { Readable } from "node:stream"
import { finished } from "node:stream/promises"
import busboy from "busboy"
import { AppError } from "../../shared/errors.ts"
import { limits } from "../../shared/limits.ts"
import { fileTooLarge } from "./filePieces.ts"

/** What a form may be larger than its file: boundaries, headers, a few fields that we do not need. */
const formBytes = 64 * 1024

const nameCharacters = 255

/**
 * Takes the one file of a form, field `file`, as it arrives; resolves with what `store` made of it when the form has ended well.
 * @throws AppError unsupported_media_type, invalid_request, message_too_large, and what `store` throws.
 */
export async function receiveFile<T>(
  request: IncomingMessage,
  store: (name: string, bytes: AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> {
  const form = formOf(request)
  let stored: Promise<T> | undefined
  let refusal: AppError | undefined
  const refuse = (error: AppError): void => {
    refusal ??= error
    // Not at once: the parser goes on with what it has just told us of.
    process.nextTick(() => form.destroy(error))
  }
  form.on("file", (field: string | undefined, stream: Readable, { filename }: { filename?: string }) => {
    // A form may break off before anybody reads its file; whoever reads it then hears of it.
    stream.on("error", () => undefined)
    if (field !== "file") {
      refuse(new AppError("invalid_request", "Send the file in the field named file."))
      return
    }
    // What follows is not read, so it must not count that the form may break off there.
    stream.on("limit", () => refuse(fileTooLarge()))
    stored = store(plainName(filename), stream as AsyncIterable<Buffer>)
    // The form is read no further than it is stored.
    stored.catch((error: unknown) => form.destroy(error as Error))
  })
  form.on("filesLimit", () => refuse(new AppError("invalid_request", "Send one file at a time.")))
  // Not a pipeline: it would hang up on the sender before we have said what is wrong.
  request.pipe(form)
  request.once("close", () => {
    if (!request.complete) form.destroy(new Error("The request was given up."))
  })
  try {
    await finished(form)
  } catch (error) {
    request.unpipe(form)
    request.resume()
    // When storing failed, that is why; otherwise it failed because the form broke off.
    const cause: unknown = await stored?.then(() => undefined).catch((thrown: unknown) => thrown)
    if (refusal) throw refusal
    if (cause instanceof AppError) throw cause
    throw new AppError("invalid_request", "The form ends before its file is complete; please upload it again.", {
      cause: error,
    })
  }
  if (!stored) throw new AppError("invalid_request", "The form holds no file: send one in the field named file.")
  return stored
}

function formOf({ headers }: IncomingMessage): busboy.Busboy {
  if (Number(headers["content-length"] ?? 0) > limits.uploadBytes + formBytes) throw fileTooLarge()
  if (!/^multipart\/form-data(?:;|$)/i.test(headers["content-type"] ?? "") || headers["content-encoding"] !== undefined)
    throw new AppError("unsupported_media_type", "Send the file as multipart/form-data, uncompressed.")
  try {
    return busboy({
      headers,
      // As browsers send it.
      defParamCharset: "utf8",
      limits: { files: 1, fields: 20, parts: 25, fieldSize: 1024, headerPairs: 20, fileSize: limits.uploadBytes + 1 },
    })
  } catch (cause) {
    throw new AppError("invalid_request", "The form names no boundary; let your program set the Content-Type itself.", {
      cause,
    })
  }
}

/** Without what neither a person can see nor the database can hold. */
function plainName(name: string | undefined): string {
  const plain = (name ?? "").replace(/\p{C}/gu, "").trim()
  return [...plain].slice(0, nameCharacters).join("") || "Workbook"
}
