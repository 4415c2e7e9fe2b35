import { randomUUID } from "node:crypto"
import { setTimeout as wait } from "node:timers/promises"
import { AppError } from "../../../shared/errors.ts"
import type { Collection, CollectionStats, NewDocuments } from "../../../shared/knowledge.ts"
import type { Owner } from "../../auth/owner.ts"
import type { Database } from "../../database/database.ts"
import type { Jobs } from "../../jobs/jobs.ts"
import type { SearchedWorkbook } from "../search/searchedWorkbook.ts"
import { placeKey } from "../index/sheetPlace.ts"
import {
  addToCollection,
  deleteCollection,
  filesOfCollection,
  insertCollection,
  listCollections,
  openCollection,
  readStats,
  searchedCollections,
  titlesOfCollection,
  type CollectionPlace,
} from "./collectionStore.ts"

/** Texts and files of each owner that are searched together. Every call may throw storage_unavailable. */
export interface Collections {
  create(owner: Owner, name: string): Promise<Collection>
  /** Oldest first. */
  list(owner: Owner): Promise<Collection[]>
  /** Waits a little for the documents to be searchable. @throws AppError not_found: then nothing was added. */
  add(place: CollectionPlace, added: NewDocuments): Promise<CollectionStats>
  /** @throws AppError not_found. */
  stats(place: CollectionPlace): Promise<CollectionStats>
  /** Has indexed what is not, or failed, and embedded anew what another embedder embedded. @throws AppError not_found. */
  reindex(place: CollectionPlace): Promise<CollectionStats>
  /** Its documents and what search holds of them; its files stay. @throws AppError not_found. */
  delete(place: CollectionPlace): Promise<void>
  /** Each as a workbook whose sheets are its documents; its files are workbooks of their own. */
  searchedOf(owner: Owner): Promise<SearchedWorkbook[]>
  /** One of them, and the ids of its files. @throws AppError not_found. */
  searched(place: CollectionPlace): Promise<{ documents: SearchedWorkbook; fileIds: readonly string[] }>
}

export interface CollectionParts {
  readonly database: Database
  readonly jobs: Pick<Jobs, "send">
  /** The embedder's name. */
  readonly embedder: string
}

/** How long a request waits for its documents to be searchable. */
const searchableMs = 3000

export function collectionsIn({ database, jobs, embedder }: CollectionParts): Collections {
  const stats = (place: CollectionPlace): Promise<CollectionStats> =>
    database.asOwner(place.owner, (rows) => readStats(rows, place, embedder))
  const index = (place: CollectionPlace): Promise<void> =>
    jobs.send("index_collection", place, placeKey({ owner: place.owner, workbookId: place.collectionId }))

  return {
    create: (owner, name) =>
      database.asOwner(owner, (rows) => insertCollection(rows, { collectionId: randomUUID() }, name)),
    list: (owner) => database.asOwner(owner, listCollections),
    stats,
    add: async (place, added) => {
      await database.asOwner(place.owner, (rows) => addToCollection(rows, place, added))
      if (added.documents.length > 0) await index(place)
      const startedAt = performance.now()
      for (let pauseMs = 20; ; pauseMs = Math.min(250, pauseMs * 1.5)) {
        const now = await stats(place)
        if (now.waiting.documents === 0 || performance.now() - startedAt > searchableMs) return now
        await wait(pauseMs)
      }
    },
    reindex: async (place) => {
      const { owner, collectionId } = place
      const fileIds = await database.asOwner(owner, async (rows) => {
        await openCollection(rows, place)
        return filesOfCollection(rows, place)
      })
      await index(place)
      for (const workbookId of fileIds)
        await jobs.send("prepare_workbook", { owner, workbookId }, placeKey({ owner, workbookId }))
      for (const workbookId of [collectionId, ...fileIds])
        await jobs.send("reindex", { owner, workbookId }, placeKey({ owner, workbookId }))
      return stats(place)
    },
    delete: async (place) => {
      if (!(await database.asOwner(place.owner, (rows) => deleteCollection(rows, place))))
        throw new AppError("not_found", "There is no such collection; it may have been deleted.")
    },
    searchedOf: (owner) => database.asOwner(owner, searchedCollections),
    searched: (place) =>
      database.asOwner(place.owner, async (rows) => {
        const { name, collectionId } = await openCollection(rows, place)
        const sheets = await titlesOfCollection(rows, place)
        const fileIds = await filesOfCollection(rows, place)
        return { documents: { workbookId: collectionId, name, source: "collection", sheets }, fileIds }
      }),
  }
}
