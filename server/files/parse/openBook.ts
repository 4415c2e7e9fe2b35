import { readWithLibrary } from "./binary/readWithLibrary.ts"
import { containerOf, mainPart } from "./fileKind.ts"
import { PackageFile } from "./xlsx/packageFile.ts"
import type { ReadBook } from "./book/readBook.ts"
import { readDelimited } from "./text/readDelimited.ts"
import { checkXml } from "./xlsx/readXml.ts"
import { readXlsx } from "./xlsx/readXlsx.ts"
import { readRelations } from "./xlsx/relations.ts"

/** Opens a file of any kind that Excel users have. @throws AppError unreadable_file with a sentence for the person. */
export async function openBook(bytes: Buffer, fileName: string): Promise<ReadBook> {
  switch (containerOf(bytes)) {
    case "zip": {
      const file = await PackageFile.open(bytes)
      const document = (await readRelations(file, "")).find(({ type }) => type === "officeDocument")
      const { path, isBinary } = mainPart(file, document?.path)
      if (!isBinary) return readXlsx(file, path)
      await file.check()
      return await readWithLibrary(bytes)
    }
    case "xml":
      await checkXml(bytes)
      return await readWithLibrary(bytes)
    case "ole":
    case "biff":
      return await readWithLibrary(bytes)
    case "text":
      return readDelimited(bytes, fileName)
  }
}
