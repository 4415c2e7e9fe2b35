/** Attributes of an element by local name: `r:id` is found as `id`. */
export type Attributes = Readonly<Record<string, string | undefined>>

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }

const decode = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return entities[name] ?? whole
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })

/** Reads the text between `<name ` and `>`. */
export function attributesOf(text: string): Attributes {
  const attributes: Record<string, string> = {}
  for (const [, name = "", double, single] of text.matchAll(/(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    attributes[name] = decode(double ?? single ?? "")
  return attributes
}
