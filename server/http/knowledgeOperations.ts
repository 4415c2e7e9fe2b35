import {
  collectionListSchema,
  collectionSchema,
  collectionStatsSchema,
  knowledgeQuerySchema,
  knowledgeResultsSchema,
  newCollectionSchema,
  newDocumentsSchema,
} from "../../shared/knowledge.ts"
import type { Operation } from "./operation.ts"

const results = {
  status: 200,
  description: "What fits, best first.",
  json: { name: "KnowledgeResults", schema: knowledgeResultsSchema },
} as const

const query = { name: "KnowledgeQuery", schema: knowledgeQuerySchema } as const
const stats = { name: "CollectionStats", schema: collectionStatsSchema } as const

/** Searching what is stored, and texts and files besides. */
export const knowledgeOperations: readonly Operation[] = [
  {
    id: "searchKnowledge",
    tag: "Knowledge",
    method: "post",
    path: "/api/knowledge/search",
    summary: "Search all of one's workbooks, files and collections",
    description:
      "By words and by vectors, fused by rank. Filters that name nothing of one's own find nothing. `snippet.marks` are the words of the query in the snippet's text.",
    signIn: "required",
    body: query,
    reply: results,
    problems: ["storage_unavailable"],
  },
  {
    id: "listCollections",
    tag: "Knowledge",
    method: "get",
    path: "/api/knowledge/collections",
    summary: "List one's collections, oldest first",
    signIn: "required",
    reply: {
      status: 200,
      description: "All collections.",
      json: { name: "CollectionList", schema: collectionListSchema },
    },
    problems: ["storage_unavailable"],
  },
  {
    id: "createCollection",
    tag: "Knowledge",
    method: "post",
    path: "/api/knowledge/collections",
    summary: "Make a collection of texts and files",
    signIn: "required",
    body: { name: "NewCollection", schema: newCollectionSchema },
    reply: {
      status: 201,
      description: "The new collection.",
      json: { name: "Collection", schema: collectionSchema },
    },
    problems: ["storage_unavailable"],
  },
  {
    id: "deleteCollection",
    tag: "Knowledge",
    method: "delete",
    path: "/api/knowledge/collections/{collectionId}",
    summary: "Delete a collection and its texts; its files stay",
    signIn: "required",
    reply: { status: 204, description: "Deleted." },
    problems: ["not_found", "storage_unavailable"],
  },
  {
    id: "addDocuments",
    tag: "Knowledge",
    method: "post",
    path: "/api/knowledge/collections/{collectionId}/documents",
    summary: "Add texts and uploaded files to a collection",
    description:
      "A text with the title of an earlier one replaces it. Texts are indexed in the background, most within the request; `waiting.documents` of the statistics says how many are not yet.",
    signIn: "required",
    body: { name: "NewDocuments", schema: newDocumentsSchema },
    reply: { status: 201, description: "The collection as it is now.", json: stats },
    problems: ["not_found", "storage_unavailable"],
  },
  {
    id: "searchCollection",
    tag: "Knowledge",
    method: "post",
    path: "/api/knowledge/collections/{collectionId}/search",
    summary: "Search the texts and files of a collection",
    signIn: "required",
    body: query,
    reply: results,
    problems: ["not_found", "storage_unavailable"],
  },
  {
    id: "collectionStats",
    tag: "Knowledge",
    method: "get",
    path: "/api/knowledge/collections/{collectionId}/stats",
    summary: "Count what a collection holds, and what of it waits to be indexed",
    signIn: "required",
    reply: { status: 200, description: "The collection as it is now.", json: stats },
    problems: ["not_found", "storage_unavailable"],
  },
  {
    id: "reindexCollection",
    tag: "Knowledge",
    method: "post",
    path: "/api/knowledge/collections/{collectionId}/reindex",
    summary: "Index in the background what is not indexed, or was embedded by another embedder",
    description: "After another embedder was configured that happens by itself. What is up to date stays as it is.",
    signIn: "required",
    reply: { status: 202, description: "Begun; ask for the statistics until nothing waits.", json: stats },
    problems: ["not_found", "storage_unavailable"],
  },
]
