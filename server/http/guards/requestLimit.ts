import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express"
import { ipKeyGenerator, rateLimit, type Logger, type Store } from "express-rate-limit"
import { AppError } from "../../../shared/errors.ts"
import { ownerKey } from "../../auth/owner.ts"
import { ownerOf } from "./signIn.ts"

/** Requests a minute; questions have a limit of their own. */
const perMinute = 600

/** Against floods. Each @throws AppError rate_limited. */
export interface RequestLimit {
  /** Counts for the signed-in owner: a company's people share one address. */
  readonly byOwner: RequestHandler
  /** Counts for the sender's address, where nobody signs in. */
  readonly byAddress: RequestHandler
  /** Counts refused sign-ins for the sender's address, so that guessing is limited too. */
  readonly refused: ErrorRequestHandler
}

/** `storeFor` gives the place where the requests of one kind of sender are counted. */
export function requestLimit(storeFor: (sender: string) => Store, logger: Logger): RequestLimit {
  const limitBy = (sender: string, keyOf: (request: Request, response: Response) => string): RequestHandler =>
    rateLimit({
      windowMs: 60_000,
      limit: perMinute,
      standardHeaders: "draft-8",
      legacyHeaders: false,
      store: storeFor(sender),
      // Who cannot be counted is let in: a cache that is down must not end the service.
      passOnStoreError: true,
      logger,
      keyGenerator: keyOf,
      handler: (_request, _response, next) =>
        next(new AppError("rate_limited", "Too many requests; please wait a minute, then try again.")),
    })
  const byAddress = limitBy("address", (request) => ipKeyGenerator(request.ip ?? ""))
  return {
    byOwner: limitBy("owner", (_request, response) => ownerKey(ownerOf(response))),
    byAddress,
    refused: (error, request, response, next) =>
      void byAddress(request, response, (limited: unknown) => next(limited ?? error)),
  }
}

/** For RATE_LIMIT=off. */
export const noRequestLimit: RequestLimit = {
  byOwner: (_request, _response, next) => next(),
  byAddress: (_request, _response, next) => next(),
  refused: (error, _request, _response, next) => next(error),
}
