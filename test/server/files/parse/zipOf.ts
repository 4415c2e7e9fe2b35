import { crc32, deflateRawSync } from "node:zlib"

export interface ZipEntry {
  readonly name: string
  readonly data: Uint8Array | string
  /** What the headers say instead of the truth. */
  readonly forged?: { readonly size?: number; readonly checksum?: number; readonly flags?: number }
}

/** A zip archive, as honest as its entries. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data, forged } of entries) {
    const bytes = Buffer.from(data)
    const packed = deflateRawSync(bytes)
    const title = Buffer.from(name)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(forged?.flags ?? 0, 2)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(forged?.checksum ?? crc32(bytes), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(forged?.size ?? bytes.length, 18)
    fields.writeUInt16LE(title.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    files.push(Buffer.from("PK\x03\x04"), fields, title, packed)
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), fields, place, title)
    offset += 30 + title.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.write("PK\x05\x06", "latin1")
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, ...directory, end])
}

const spaces = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`
export const relations = (...items: [id: string, type: string, target: string][]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items.map((item) => relation(...item)).join("")}</Relationships>`
export const worksheet = (rows: string, after = "", before = ""): string =>
  `<worksheet ${spaces}>${before}<sheetData>${rows}</sheetData>${after}</worksheet>`

/** The parts of a workbook by the names and XML of its sheets; further parts join or replace them. */
export function xlsxEntries(
  sheets: Readonly<Record<string, string>>,
  { workbook = "", ...more }: Readonly<Record<string, string>> = {},
): ZipEntry[] {
  const names = Object.keys(sheets)
  const parts: Record<string, string> = {
    "_rels/.rels": relations(["rId1", "officeDocument", "xl/workbook.xml"]),
    "xl/workbook.xml": `<workbook ${spaces}>${workbook.split("|")[0]}<sheets>${names
      .map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
      .join("")}</sheets>${workbook.split("|")[1] ?? ""}</workbook>`,
    "xl/_rels/workbook.xml.rels": relations(
      ...names.map((_, i): [string, string, string] => [`rId${i + 1}`, "worksheet", `worksheets/sheet${i + 1}.xml`]),
      ["rIdStyles", "styles", "styles.xml"],
      ["rIdStrings", "sharedStrings", "sharedStrings.xml"],
    ),
    ...Object.fromEntries(Object.values(sheets).map((xml, i) => [`xl/worksheets/sheet${i + 1}.xml`, xml])),
    ...more,
  }
  return Object.entries(parts).map(([name, data]) => ({ name, data }))
}
