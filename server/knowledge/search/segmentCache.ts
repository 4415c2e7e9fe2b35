import { LRUCache } from "lru-cache"

/** Parts of segments that were read before. A segment never changes, so nothing here is ever out of date. */
export type SegmentCache = LRUCache<string, Buffer>

/** What a part takes beside its bytes, about. */
const overheadBytes = 200

/** Keeps the parts that were used last; one that is larger than the whole cache is not kept. */
export const segmentCache = (bytesAtMost: number): SegmentCache =>
  new LRUCache({ maxSize: bytesAtMost, sizeCalculation: ({ length }) => length + overheadBytes })
