import { z } from "zod"
import { parseInput } from "../../../shared/parseInput.ts"
import { limits } from "../../../shared/limits.ts"
import type { Body, LargeGroup } from "./route.ts"

/** Bytes of a body that holds no cells. */
const smallBytes = 64 * 1024

type Options = Pick<Body<unknown>, "maxBytes" | "optional">

/** JSON that is parsed and checked before the handler sees it. */
export const jsonBody = <T>(name: string, schema: z.ZodType<T>, options: Partial<Options> = {}): Body<T> => ({
  name,
  schema,
  as: "json",
  maxBytes: smallBytes,
  ...options,
  read: ({ body }) => parseInput(schema, options.optional ? ((body as unknown) ?? {}) : body),
})

/** The unparsed bytes of JSON with cells, for a handler that parses them where they hold up nobody; undefined when there are none. */
export const cellsBody = (
  name: string,
  schema: z.ZodType,
  { maxBytes, large }: { readonly maxBytes: number; readonly large: LargeGroup },
): Body<Buffer | undefined> => ({
  name,
  schema,
  as: "bytes",
  maxBytes,
  large,
  read: ({ body }) => (Buffer.isBuffer(body) ? body : undefined),
})

/** A form with one file, which the handler reads from the request. */
export const fileBody = (name: string): Body<undefined> => ({
  name,
  schema: z.object({ file: z.file() }),
  as: "form",
  maxBytes: limits.uploadBytes,
  large: "files",
  read: () => undefined,
})
