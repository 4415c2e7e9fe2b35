import { crc32 } from "node:zlib"
import { fromBufferPromise, type Entry, type ZipFile } from "yauzl"
import { damaged, passwordProtected, refused } from "../book/unreadable.ts"

/** Bytes of all parts together: fifty megabytes of real sheets unpack to some four hundred. */
const mostBytes = 1_500 * 1024 * 1024
/** Parts beyond this size may not have shrunk more than a hundredfold; real sheets shrink five to thirty times. */
const [freeBytes, mostShrunk] = [16 * 1024 * 1024, 100]
const mostEntries = 20_000

/** The parts of a zip package. Names are compared without case, as the Open Packaging Conventions say. */
export class PackageFile {
  readonly #zip: ZipFile
  readonly #entries: ReadonlyMap<string, Entry>
  #unpacked = 0

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip
    this.#entries = entries
  }

  /** Checks the directory; no part is unpacked yet. @throws AppError unreadable_file. */
  static async open(bytes: Buffer): Promise<PackageFile> {
    const entries = new Map<string, Entry>()
    try {
      const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false, strictFileNames: false })
      if (zip.entryCount > mostEntries) throw refused(`holds ${zip.entryCount} parts`)
      for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry)
      return new PackageFile(zip, entries)
    } catch (error) {
      throw explained(error)
    }
  }

  /** As they are written in the directory. */
  get names(): string[] {
    return [...this.#entries.values()].map(({ fileName }) => fileName)
  }

  has(path: string): boolean {
    return this.#entries.has(path.toLowerCase())
  }

  /** Bytes as they are packed, for progress. */
  packedSize(path: string): number {
    return this.#entries.get(path.toLowerCase())?.compressedSize ?? 0
  }

  /**
   * Unpacks a part. What comes out is counted, whatever the directory says of its size, and compared with the directory's checksum.
   * @throws AppError unreadable_file.
   */
  async *read(path: string): AsyncGenerator<Uint8Array> {
    const entry = this.#entries.get(path.toLowerCase())
    if (!entry) throw damaged(new Error("a part is missing"))
    if (entry.isEncrypted()) throw passwordProtected()
    let size = 0
    let checksum = 0
    try {
      for await (const chunk of await this.#zip.openReadStreamPromise(entry)) {
        const bytes = chunk as Buffer
        size += bytes.length
        this.#unpacked += bytes.length
        if (this.#unpacked > mostBytes) throw refused("unpacks to more than 1.5 GB")
        if (size > freeBytes && size > mostShrunk * entry.compressedSize)
          throw refused(`unpacks to more than ${mostShrunk} times its size`)
        checksum = crc32(bytes, checksum)
        yield bytes
      }
    } catch (error) {
      throw explained(error)
    }
    if (checksum !== entry.crc32) throw damaged(new Error("a checksum is wrong"))
  }

  /** Unpacks everything once, for a reader that does not count by itself. @throws AppError unreadable_file. */
  async check(): Promise<void> {
    for (const name of this.#entries.keys()) if (!name.endsWith("/")) await drain(this.read(name))
  }
}

async function drain(bytes: AsyncGenerator<Uint8Array>): Promise<void> {
  while (!(await bytes.next()).done);
}

/** The library's own errors: what a name or a size says of intent, and what is just broken. */
function explained(error: unknown): unknown {
  if (!(error instanceof Error) || error.name === "AppError") return error
  if (/relative path|absolute path|invalid characters in fileName/i.test(error.message))
    return refused("has a part whose name points outside of it")
  if (/too many bytes/i.test(error.message)) return refused("unpacks to more than it says")
  return damaged(error)
}
