import type { PackageFile } from "./packageFile.ts"
import { readXml } from "./readXml.ts"

/** Collects the text of `<si>` and `<is>` elements: of all runs, without the phonetic hints of East Asian text. */
export class RichText {
  #text = ""
  #isInText = false
  #hints = 0

  open(name: string): void {
    if (name === "rPh") this.#hints++
    this.#isInText = name === "t" && this.#hints === 0
  }

  text(text: string): void {
    if (this.#isInText) this.#text += text
  }

  close(name: string): void {
    this.#isInText = false
    if (name === "rPh") this.#hints--
  }

  /** What was collected, and begins anew. */
  take(): string {
    const text = unescape(this.#text)
    this.#text = ""
    return text
  }
}

/** Characters that XML cannot hold stand as `_x000D_`. ECMA-376 part 1, 22.9.2.19. */
export const unescape = (text: string): string =>
  text.includes("_x")
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text

/** @throws AppError unreadable_file. */
export async function readSharedStrings(file: PackageFile, path: string): Promise<string[]> {
  const strings: string[] = []
  const rich = new RichText()
  await readXml(file.read(path), {
    open: (name) => rich.open(name),
    text: (text) => rich.text(text),
    close(name) {
      rich.close(name)
      if (name === "si") strings.push(rich.take())
    },
  })
  return strings
}
