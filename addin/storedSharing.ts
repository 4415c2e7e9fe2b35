import { z } from "zod"

const sheets = z.array(z.string()).catch([])

/** Which sheets of the workbook the server may read as a whole; none where the document says nothing, or something else. */
export const storedSharing = (setting: {
  read(): unknown
  write(value: unknown): void
}): { read(): readonly string[]; write(names: readonly string[]): void } => ({
  read: () => sheets.parse(setting.read()),
  write: (names) => setting.write([...names]),
})
