import { z } from "zod"
import { idSchema } from "./id.ts"
import { limits } from "./limits.ts"

export const chunkTypes = ["header", "data", "statistics", "formula"] as const

/** What a search looks at: of each list that is given, one entry must fit. Ids of three lists together say which sources. */
const filtersSchema = z.strictObject({
  /** Synced workbooks and uploaded files. */
  workbookIds: z.array(idSchema).min(1).max(1000).optional(),
  fileIds: z.array(idSchema).min(1).max(1000).optional(),
  collectionIds: z.array(idSchema).min(1).max(1000).optional(),
  /** Names of sheets, titles of documents. */
  sheets: z.array(z.string().min(1).max(255)).min(1).max(1000).optional(),
  chunkTypes: z.array(z.enum(chunkTypes)).min(1).optional(),
})

/** `POST /api/knowledge/search`, and the same in one collection. */
export const knowledgeQuerySchema = z.strictObject({
  query: z.string().trim().min(1).max(limits.questionCharacters),
  filters: filtersSchema.default({}),
  maxResults: z.number().int().min(1).max(limits.searchResults).default(10),
  /** The least score. */
  similarityThreshold: z.number().min(0).max(1).default(0.05),
})
export type KnowledgeQuery = z.infer<typeof knowledgeQuerySchema>

export const foundSchema = z.object({
  content: z.string(),
  /** 1 for the first by words and by vectors that holds all of the query; it falls with the rank. */
  score: z.number().min(0).max(1),
  /** Of a document, its title. */
  sheet: z.string(),
  /** Of a document, its lines: `L3-L9`. */
  address: z.string(),
  /** A piece of a document is `data`. */
  chunkType: z.enum(chunkTypes),
  table: z.string().nullable(),
  /** A piece of the content, and from where to where of it, in UTF-16 units, words of the query stand. */
  snippet: z.object({ text: z.string(), marks: z.array(z.tuple([z.number().int(), z.number().int()])) }),
  /** Of a document, the collection's. */
  workbookId: z.string(),
  workbookName: z.string(),
  source: z.enum(["pane", "file", "collection"]),
  /** True when the sheet was changed since this was read; what it says now will be found in a moment. */
  outdated: z.boolean(),
})
export type FoundKnowledge = z.infer<typeof foundSchema>

export const knowledgeResultsSchema = z.object({
  /** Best first. */
  results: z.array(foundSchema),
  /** How many fit, with those beyond `maxResults`; counting ends at 100. */
  totalCount: z.number().int(),
  queryTimeMs: z.number(),
})
export type KnowledgeResults = z.infer<typeof knowledgeResultsSchema>

const shortName = z.string().regex(/^[^\p{C}]{1,200}$/u, "must be 1 to 200 printable characters")

export const newCollectionSchema = z.strictObject({ name: shortName })

export const collectionSchema = z.object({ collectionId: idSchema, name: z.string(), createdAt: z.iso.datetime() })
export type Collection = z.infer<typeof collectionSchema>

export const collectionListSchema = z.object({ collections: z.array(collectionSchema) })

/** `POST /api/knowledge/collections/{id}/documents`. */
export const newDocumentsSchema = z
  .strictObject({
    /** One with the title of an earlier one replaces it. */
    documents: z
      .array(z.strictObject({ title: shortName, text: z.string().min(1).max(limits.documentCharacters) }))
      .max(1000)
      .default([]),
    /** Uploaded files that are searched with the collection. */
    fileIds: z.array(idSchema).max(1000).default([]),
  })
  .refine(({ documents, fileIds }) => documents.length + fileIds.length > 0, "send documents or fileIds")
  .refine(
    ({ documents }) => new Set(documents.map(({ title }) => title)).size === documents.length,
    "documents: two have the same title",
  )
export type NewDocuments = z.infer<typeof newDocumentsSchema>

const count = z.number().int()

export const collectionStatsSchema = collectionSchema.extend({
  documents: count,
  files: count,
  /** Of documents and files. */
  chunks: z.object({ total: count, header: count, data: count, statistics: count, formula: count }),
  /** The current embedder. */
  embedder: z.string(),
  /** Not yet as they should be: documents that are not indexed, chunks that another embedder embedded. */
  waiting: z.object({ documents: count, chunks: count }),
})
export type CollectionStats = z.infer<typeof collectionStatsSchema>
