import type { Area } from "../../shared/address.ts"
import { blockSize } from "../../shared/block.ts"

const mostCells = blockSize.rows * blockSize.columns
const mostBlocks = 64

/** Small blocks are read several at a time: a wide or a scattered sheet would take thousands of round trips. */
export function readBatches(blocks: readonly Area[]): Area[][] {
  const batches: Area[][] = []
  let cells = Infinity
  for (const block of blocks) {
    cells += block.rowCount * block.columnCount
    const batch = batches.at(-1)
    if (batch && cells <= mostCells && batch.length < mostBlocks) batch.push(block)
    else {
      batches.push([block])
      cells = block.rowCount * block.columnCount
    }
  }
  return batches
}
