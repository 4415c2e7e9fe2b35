import { Router } from "express"
import { ownerOf } from "../auth/routes.ts"
import type { Files } from "./files.ts"

/** `/api/files`, for a signed-in owner. */
export function fileRoutes(files: Files): Router {
  const router = Router()
  router.post("/upload", async (request, response) => {
    const { file, isNew } = await files.upload(ownerOf(response), request)
    const { fileId, fileName, status } = file
    response.status(isNew ? 201 : 200).json({ fileId, fileName, status })
  })
  router.get("/", async (_request, response) => {
    response.json({ files: await files.list(ownerOf(response)) })
  })
  router.get("/:fileId", async (request, response) => {
    response.json(await files.read({ owner: ownerOf(response), ...request.params }))
  })
  router.delete("/:fileId", async (request, response) => {
    await files.delete({ owner: ownerOf(response), ...request.params })
    response.status(204).end()
  })
  return router
}
