import type { RequestHandler } from "express"
import { AppError } from "../../../shared/errors.ts"
import type { Addresses } from "./addressesOf.ts"

/** The end of the way for what no route has answered. @throws AppError method_not_allowed with what the address takes, or not_found. */
export const nothingHere =
  ({ methodsAt }: Pick<Addresses, "methodsAt">): RequestHandler =>
  (request, response) => {
    const path = request.originalUrl.split("?")[0] ?? ""
    const methods = methodsAt(path)
    if (methods.length === 0)
      throw new AppError("not_found", `There is nothing at ${request.method} ${path.slice(0, 200)}.`)
    response.set("Allow", methods.join(", "))
    throw new AppError("method_not_allowed", `This address takes ${methods.join(", ")} only.`)
  }
