import type { Request, Response } from "express"
import type { z } from "zod"
import { AppError } from "../../../shared/errors.ts"
import { parseInput } from "../../../shared/parseInput.ts"
import type { Access, Owner } from "../../auth/owner.ts"
import { accessOf } from "../guards/signIn.ts"
import type { Body, Reply, Route, RouteDescription } from "./route.ts"

/** A request whose parameters, query and body have been checked. */
export interface Call<Path extends string, Query, Sent> {
  /** @throws AppError unauthenticated on a route that needs no sign-in. */
  readonly owner: Owner
  /** @throws AppError unauthenticated on a route that needs no sign-in. */
  readonly access: Access
  readonly params: Readonly<Record<ParamsIn<Path>, string>>
  readonly query: Query
  readonly body: Sent
  /** Aborts when the caller has hung up. */
  readonly signal: AbortSignal
}

type ParamsIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamsIn<Rest>
  : never

interface Declaration<Path extends string, Query, Sent, Told> extends RouteDescription {
  readonly path: Path
  readonly query?: z.ZodObject & z.ZodType<Query>
  readonly body?: Body<Sent>
  readonly reply: Reply<Told>
}

/** `handle` returns the JSON of the reply; `respond` writes the reply itself, where it has more than one status or is no JSON. */
type Handling<Parts, Checked, Told> =
  | { readonly handle: (parts: Parts, call: Checked) => Promise<Told> | Told }
  | { readonly respond: (parts: Parts, call: Checked, http: Exchange) => Promise<void> | void }

interface Exchange {
  readonly request: Request
  readonly response: Response
}

/** Gives the function that declares a route whose handler needs these parts. */
export const routesNeeding =
  <Parts>() =>
  <Path extends string, Query, Sent, Told>(
    route: Declaration<Path, Query, Sent, Told> & Handling<Parts, Call<Path, Query, Sent>, NoInfer<Told>>,
  ): Route<Parts> => ({
    ...route,
    run: async (parts, request, response) => {
      const call = callOf(route, request, response)
      if ("respond" in route) {
        await route.respond(parts, call, { request, response })
        return
      }
      const told = await route.handle(parts, call)
      response.status(route.reply.status)
      if (route.reply.json) response.json(told)
      else response.end()
    },
  })

/** @throws AppError invalid_request. */
function callOf<Path extends string, Query, Sent>(
  { params, query, body }: Declaration<Path, Query, Sent, unknown>,
  request: Request,
  response: Response,
): Call<Path, Query, Sent> {
  if (params) parseInput(params, request.params)
  return {
    get access() {
      return accessOf(response)
    },
    get owner() {
      return accessOf(response).owner
    },
    // Express fills in each parameter of the path.
    params: request.params as Call<Path, Query, Sent>["params"],
    query: (query && parseInput(query, request.query)) as Query,
    body: body?.read(request) as Sent,
    get signal() {
      return untilClosed(response)
    },
  }
}

function untilClosed(response: Response): AbortSignal {
  const gone = new AbortController()
  response.on("close", () => gone.abort(new AppError("cancelled", "The request was given up.")))
  return gone.signal
}
