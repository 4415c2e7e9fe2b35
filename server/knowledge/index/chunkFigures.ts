import { z } from "zod"
import type { ChunkFigure } from "../../tables/chunks/chunk.ts"

const storedSchema = z.array(
  z.tuple([z.number(), z.string(), z.number().int().nullable(), z.boolean(), z.string().nullable()]),
)

/** As stored: without the names of the fields, which would be most of the text. */
export const packFigures = (figures: readonly ChunkFigure[]): unknown[] =>
  figures.map(({ value, address, column, fraction, statistic }) => [value, address, column, fraction, statistic])

export const unpackFigures = (stored: unknown): ChunkFigure[] =>
  storedSchema
    .parse(stored)
    .map(([value, address, column, fraction, statistic]) => ({ value, address, column, fraction, statistic }))
