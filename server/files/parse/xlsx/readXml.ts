import { TextDecoder } from "node:util"
import { SaxesParser } from "saxes"
import { damaged, refused } from "../book/unreadable.ts"

export interface XmlHandlers {
  /** Names without prefix: programs choose prefixes as they like. */
  open?(name: string, attributes: XmlAttributes, depth: number): void
  text?(text: string): void
  close?(name: string, depth: number): void
}

/** By name as it is written; `attribute` finds prefixed ones. */
export type XmlAttributes = Readonly<Record<string, string | undefined>>

/** An attribute by its name without prefix, `r:id` as `id`. */
export function attribute(attributes: XmlAttributes, name: string): string | undefined {
  if (attributes[name] !== undefined) return attributes[name]
  const key = Object.keys(attributes).find((candidate) => candidate.endsWith(`:${name}`))
  return key === undefined ? undefined : attributes[key]
}

export const isTrue = (value: string | undefined): boolean => value === "1" || value === "true"

/** Beyond this, nesting is meant to exhaust the reader; real parts are some twenty deep. */
const deepest = 200

function local(name: string): string {
  const colon = name.indexOf(":")
  return colon < 0 ? name : name.slice(colon + 1)
}

/** Tells a part's elements one after the other; document types and their entities are refused. @throws AppError unreadable_file. */
export async function readXml(bytes: AsyncIterable<Uint8Array>, handlers: XmlHandlers): Promise<void> {
  const parser = new SaxesParser({ position: false })
  let depth = 0
  parser.on("error", (error) => {
    throw damaged(error)
  })
  parser.on("doctype", () => {
    throw refused("declares entities in its XML")
  })
  parser.on("opentag", ({ name, attributes }) => {
    if (++depth > deepest) throw refused("nests its XML without end")
    // Without namespaces every attribute is text.
    handlers.open?.(local(name), attributes as XmlAttributes, depth)
  })
  if (handlers.text) {
    parser.on("text", (part) => handlers.text?.(part))
    parser.on("cdata", (part) => handlers.text?.(part))
  }
  parser.on("closetag", ({ name }) => {
    handlers.close?.(local(name), depth)
    depth--
  })
  let decoder: TextDecoder | undefined
  for await (const chunk of bytes) {
    decoder ??= decoderFor(chunk)
    parser.write(decoder.decode(chunk, { stream: true }))
  }
  if (!decoder) throw damaged(new Error("an empty part"))
  parser.write(decoder.decode())
  parser.close()
}

/** UTF-16 announces itself by its first bytes; everything else that Excel reads is UTF-8 or says what it is. */
function decoderFor(head: Uint8Array): TextDecoder {
  const [first, second] = head
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return new TextDecoder("utf-16le")
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return new TextDecoder("utf-16be")
  const said = /^<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(
    new TextDecoder("latin1").decode(head.subarray(0, 200)),
  )?.[1]
  try {
    return new TextDecoder(said ?? "utf-8")
  } catch (cause) {
    throw damaged(cause)
  }
}

/** Reads XML only to refuse what readXml refuses. @throws AppError unreadable_file. */
export async function checkXml(bytes: Uint8Array): Promise<void> {
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes)
  }
  await readXml(whole(), {})
}
