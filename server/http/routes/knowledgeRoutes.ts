import { z } from "zod"
import { AppError } from "../../../shared/errors.ts"
import {
  collectionListSchema,
  collectionSchema,
  collectionStatsSchema,
  knowledgeQuerySchema,
  knowledgeResultsSchema,
  newCollectionSchema,
  newDocumentsSchema,
} from "../../../shared/knowledge.ts"
import { limits } from "../../../shared/limits.ts"
import type { Owner } from "../../auth/owner.ts"
import type { Collections } from "../../knowledge/collections/collections.ts"
import type { CollectionPlace } from "../../knowledge/collections/collectionStore.ts"
import type { Knowledge } from "../../knowledge/knowledge.ts"
import type { SearchedWorkbook } from "../../knowledge/search/searchedWorkbook.ts"
import { searchWorkbooks } from "../../knowledge/searchWorkbooks.ts"
import { jsonBody } from "../routing/bodies.ts"
import { signedIn } from "../routing/rights.ts"
import { routesNeeding } from "../routing/routesNeeding.ts"

export interface KnowledgeParts {
  readonly knowledge: Pick<Knowledge, "search">
  readonly collections: Collections
  /** All that are stored, synced and uploaded. */
  readonly workbooksOf: (owner: Owner) => Promise<SearchedWorkbook[]>
}

const route = routesNeeding<KnowledgeParts>()

const whole = { maxBytes: limits.messageBytes }
const query = jsonBody("KnowledgeQuery", knowledgeQuerySchema, whole)
const results = {
  status: 200,
  description: "What fits, best first.",
  json: { name: "KnowledgeResults", schema: knowledgeResultsSchema },
} as const
const stats = { name: "CollectionStats", schema: collectionStatsSchema }

/** Searching what is stored, and texts and files besides. */
export const knowledgeRoutes = [
  route({
    id: "searchKnowledge",
    tag: "Knowledge",
    method: "post",
    path: "/api/knowledge/search",
    summary: "Search all of one's workbooks, files and collections",
    description:
      "By words and by vectors, fused by rank. Filters that name nothing of one's own find nothing. `snippet.marks` are the words of the query in the snippet's text.",
    ...signedIn,
    body: query,
    reply: results,
    problems: ["storage_unavailable"],
    handle: async ({ knowledge, collections, workbooksOf }, { owner, body, signal }) => {
      const all = [...(await workbooksOf(owner)), ...(await collections.searchedOf(owner))]
      return searchWorkbooks(knowledge, { owner, workbooks: all }, body, signal)
    },
  }),
  route({
    id: "listCollections",
    tag: "Knowledge",
    method: "get",
    path: "/api/knowledge/collections",
    summary: "List one's collections, oldest first",
    ...signedIn,
    reply: {
      status: 200,
      description: "All collections.",
      json: { name: "CollectionList", schema: collectionListSchema },
    },
    problems: ["storage_unavailable"],
    handle: async ({ collections }, { owner }) => ({ collections: await collections.list(owner) }),
  }),
  route({
    id: "createCollection",
    tag: "Knowledge",
    method: "post",
    path: "/api/knowledge/collections",
    summary: "Make a collection of texts and files",
    ...signedIn,
    body: jsonBody("NewCollection", newCollectionSchema, whole),
    reply: {
      status: 201,
      description: "The new collection.",
      json: { name: "Collection", schema: collectionSchema },
    },
    problems: ["storage_unavailable"],
    handle: ({ collections }, { owner, body }) => collections.create(owner, body.name),
  }),
  route({
    id: "deleteCollection",
    tag: "Knowledge",
    method: "delete",
    path: "/api/knowledge/collections/{collectionId}",
    summary: "Delete a collection and its texts; its files stay",
    ...signedIn,
    reply: { status: 204, description: "Deleted." },
    problems: ["not_found", "storage_unavailable"],
    handle: ({ collections }, call) => collections.delete(placeOf(call)),
  }),
  route({
    id: "addDocuments",
    tag: "Knowledge",
    method: "post",
    path: "/api/knowledge/collections/{collectionId}/documents",
    summary: "Add texts and uploaded files to a collection",
    description:
      "A text with the title of an earlier one replaces it. Texts are indexed in the background, most within the request; `waiting.documents` of the statistics says how many are not yet.",
    ...signedIn,
    body: jsonBody("NewDocuments", newDocumentsSchema, whole),
    reply: { status: 201, description: "The collection as it is now.", json: stats },
    problems: ["not_found", "storage_unavailable"],
    handle: ({ collections }, call) => collections.add(placeOf(call), call.body),
  }),
  route({
    id: "searchCollection",
    tag: "Knowledge",
    method: "post",
    path: "/api/knowledge/collections/{collectionId}/search",
    summary: "Search the texts and files of a collection",
    ...signedIn,
    body: query,
    reply: results,
    problems: ["not_found", "storage_unavailable"],
    handle: async ({ knowledge, collections, workbooksOf }, call) => {
      const { owner, body, signal } = call
      const { documents, fileIds } = await collections.searched(placeOf(call))
      const files = (await workbooksOf(owner)).filter(({ workbookId }) => fileIds.includes(workbookId))
      return searchWorkbooks(knowledge, { owner, workbooks: [documents, ...files] }, body, signal)
    },
  }),
  route({
    id: "collectionStats",
    tag: "Knowledge",
    method: "get",
    path: "/api/knowledge/collections/{collectionId}/stats",
    summary: "Count what a collection holds, and what of it waits to be indexed",
    ...signedIn,
    reply: { status: 200, description: "The collection as it is now.", json: stats },
    problems: ["not_found", "storage_unavailable"],
    handle: ({ collections }, call) => collections.stats(placeOf(call)),
  }),
  route({
    id: "reindexCollection",
    tag: "Knowledge",
    method: "post",
    path: "/api/knowledge/collections/{collectionId}/reindex",
    summary: "Index in the background what is not indexed, or was embedded by another embedder",
    description: "After another embedder was configured that happens by itself. What is up to date stays as it is.",
    ...signedIn,
    reply: { status: 202, description: "Begun; ask for the statistics until nothing waits.", json: stats },
    problems: ["not_found", "storage_unavailable"],
    handle: ({ collections }, call) => collections.reindex(placeOf(call)),
  }),
]

/** @throws AppError not_found when it cannot be the id of a collection. */
function placeOf({
  owner,
  params: { collectionId },
}: {
  readonly owner: Owner
  readonly params: { readonly collectionId: string }
}): CollectionPlace {
  if (!z.uuid().safeParse(collectionId).success)
    throw new AppError("not_found", "There is no such collection; it may have been deleted.")
  return { owner, collectionId }
}
