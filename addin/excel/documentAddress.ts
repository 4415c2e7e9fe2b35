/** Where the open workbook is: an address, a path, or nothing while it was never saved. */
export const documentAddress = (): string => (Office.context.document as Office.Document | undefined)?.url ?? ""
