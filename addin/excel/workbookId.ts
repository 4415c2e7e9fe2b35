import { hashText } from "../sync/hashText.ts"
import { documentAddress } from "./documentAddress.ts"
import { officeSupports } from "./officeSupports.ts"
import { runExcel } from "./runExcel.ts"

const prefix = "ExcelChat."
const unsavedKey = `${prefix}unsaved`
/** As the server takes it. */
const idPattern = /^[\w-]{1,64}$/

/**
 * The same for as long as it is the same workbook. It lives in the document's custom properties, under a name that is made of
 * the document's address: a copy has another address, finds no id of its own, and so never finds the cells of its original.
 * A workbook that is saved for the first time keeps the id it had before. Where nothing can be kept, as in a document that is
 * read-only, the id is made of the address alone. `onError` hears why.
 */
export async function workbookId(onError: (error: unknown) => void): Promise<string> {
  const address = documentAddress()
  const hash = (await hashText(address)).slice(0, 32)
  if (!officeSupports("ExcelApi 1.7")) return hash
  try {
    return await keptId(address === "" ? unsavedKey : `${prefix}${hash}`, firstId(address, hash))
  } catch (error) {
    onError(error)
    return hash
  }
}

/**
 * An address on the web names one document for everybody, so that co-authors who open it at once need not agree; a path on a
 * disk names another document on each computer.
 */
const firstId = (address: string, hash: string): string => (/^https?:/i.test(address) ? hash : crypto.randomUUID())

const keptId = (key: string, first: string): Promise<string> =>
  runExcel(async (context) => {
    const { custom } = context.workbook.properties
    const [own, unsaved] = [key, unsavedKey].map((name) => {
      const property = custom.getItemOrNullObject(name)
      property.load("value")
      return property
    })
    await context.sync()
    const known = idOf(own)
    if (known !== undefined) return known
    const id = idOf(unsaved) ?? first
    custom.add(key, id)
    // The next copy of a workbook that was never saved is another one.
    if (unsaved && !unsaved.isNullObject && key !== unsavedKey) unsaved.delete()
    await context.sync()
    return id
  })

function idOf(property: Excel.CustomProperty | undefined): string | undefined {
  const value: unknown = property && !property.isNullObject ? property.value : undefined
  return typeof value === "string" && idPattern.test(value) ? value : undefined
}
