import { createHash } from "node:crypto"
import { parseAddress } from "../../shared/address.ts"
import { addressOfBlock, blockNumber, blockSchema } from "../../shared/block.ts"
import { AppError } from "../../shared/errors.ts"

/** The text of a block as the pane sent it. @throws AppError invalid_request when the body has another hash or is no block. */
export function checkedBlock(hash: string, body: Buffer | undefined): string {
  if (!body) throw new AppError("invalid_request", "The body is missing: send the block's text.")
  if (createHash("sha256").update(body).digest("base64url") !== hash)
    throw new AppError("invalid_request", "The block has another hash than its address says: read the cells again.")
  const text = body.toString()
  try {
    const { address, values, formulas, numberFormats } = blockSchema.parse(JSON.parse(text))
    const { rowCount, columnCount } = parseAddress(address)
    if (addressOfBlock(text) !== address || blockNumber(parseAddress(address)) === undefined)
      throw new Error("It does not begin with the address of a block.")
    for (const rows of [values, formulas ?? values, numberFormats ?? values])
      if (rows.length !== rowCount || rows.some((row) => row.length !== columnCount))
        throw new Error(`It does not have the size of ${address}.`)
  } catch (cause) {
    throw new AppError("invalid_request", "The body is no block of cells.", { cause })
  }
  return text
}
