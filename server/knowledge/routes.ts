import { Router, type Response } from "express"
import { z } from "zod"
import { AppError } from "../../shared/errors.ts"
import { knowledgeQuerySchema, newCollectionSchema, newDocumentsSchema } from "../../shared/knowledge.ts"
import { parseInput } from "../../shared/parseInput.ts"
import type { Owner } from "../auth/owner.ts"
import { ownerOf } from "../auth/routes.ts"
import type { Collections } from "./collections/collections.ts"
import type { CollectionPlace } from "./collections/collectionStore.ts"
import type { Knowledge } from "./knowledge.ts"
import type { SearchedWorkbook } from "./search/searchedWorkbook.ts"
import { searchWorkbooks } from "./searchWorkbooks.ts"

export interface KnowledgeRouteParts {
  readonly knowledge: Pick<Knowledge, "search">
  readonly collections: Collections
  /** All that are stored, synced and uploaded. */
  readonly workbooksOf: (owner: Owner) => Promise<SearchedWorkbook[]>
}

/** `/api/knowledge`, for a signed-in owner. */
export function knowledgeRoutes({ knowledge, collections, workbooksOf }: KnowledgeRouteParts): Router {
  const router = Router()
  router.post("/search", async (request, response) => {
    const owner = ownerOf(response)
    const query = parseInput(knowledgeQuerySchema, request.body)
    const workbooks = [...(await workbooksOf(owner)), ...(await collections.searchedOf(owner))]
    response.json(await searchWorkbooks(knowledge, { owner, workbooks }, query, untilClosed(response)))
  })
  router.get("/collections", async (_request, response) => {
    response.json({ collections: await collections.list(ownerOf(response)) })
  })
  router.post("/collections", async (request, response) => {
    const { name } = parseInput(newCollectionSchema, request.body)
    response.status(201).json(await collections.create(ownerOf(response), name))
  })
  router.delete("/collections/:collectionId", async (request, response) => {
    await collections.delete(placeOf(response, request.params))
    response.status(204).end()
  })
  router.post("/collections/:collectionId/documents", async (request, response) => {
    const added = parseInput(newDocumentsSchema, request.body)
    response.status(201).json(await collections.add(placeOf(response, request.params), added))
  })
  router.post("/collections/:collectionId/search", async (request, response) => {
    const query = parseInput(knowledgeQuerySchema, request.body)
    const place = placeOf(response, request.params)
    const { documents, fileIds } = await collections.searched(place)
    const files = (await workbooksOf(place.owner)).filter(({ workbookId }) => fileIds.includes(workbookId))
    const searched = { owner: place.owner, workbooks: [documents, ...files] }
    response.json(await searchWorkbooks(knowledge, searched, query, untilClosed(response)))
  })
  router.get("/collections/:collectionId/stats", async (request, response) => {
    response.json(await collections.stats(placeOf(response, request.params)))
  })
  router.post("/collections/:collectionId/reindex", async (request, response) => {
    response.status(202).json(await collections.reindex(placeOf(response, request.params)))
  })
  return router
}

/** Aborts when nobody waits for the response any more. */
function untilClosed(response: Response): AbortSignal {
  const gone = new AbortController()
  response.on("close", () => gone.abort(new AppError("cancelled", "The request was given up.")))
  return gone.signal
}

/** @throws AppError not_found for what is no id of ours. */
function placeOf(response: Response, { collectionId }: { readonly collectionId: string }): CollectionPlace {
  if (!z.uuid().safeParse(collectionId).success)
    throw new AppError("not_found", "There is no such collection; it may have been deleted.")
  return { owner: ownerOf(response), collectionId }
}
