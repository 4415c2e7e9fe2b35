import { z } from "zod"
import { settingsSchema, type Settings } from "../../../shared/conversation.ts"
import { AppError } from "../../../shared/errors.ts"
import type { LocalIssuer } from "../../auth/localIssuer.ts"
import { jsonBody } from "../routing/bodies.ts"
import { everybody } from "../routing/rights.ts"
import { routesNeeding } from "../routing/routesNeeding.ts"

export interface StartingParts {
  readonly settings: Settings
  /** Undefined where Entra signs people in. */
  readonly issuer: LocalIssuer | undefined
  /** The OpenAPI document of the routes that are offered. */
  readonly openApi: { readonly openapi: "3.1.1" }
}

const route = routesNeeding<StartingParts>()

const tokenRequest = z.object({
  user: z
    .string()
    .trim()
    .regex(/^[^\p{C}]{1,64}$/u, "must be a name of 1 to 64 characters"),
})
const tokenSchema = z.object({ accessToken: z.string(), expiresInSeconds: z.number().int() })
const keySetSchema = z.object({ keys: z.array(z.record(z.string(), z.string())) })

/** Where a program begins that is not signed in yet; `/auth/local` is the development sign-in. */
export const startingRoutes = [
  route({
    id: "readSettings",
    tag: "Starting",
    method: "get",
    path: "/api/settings",
    summary: "What a program must know before it can sign in",
    ...everybody,
    reply: {
      status: 200,
      description: "How to sign in, and who answers.",
      json: { name: "Settings", schema: settingsSchema },
    },
    problems: [],
    handle: ({ settings }) => settings,
  }),
  route({
    id: "readDescription",
    tag: "Starting",
    method: "get",
    path: "/api/openapi.json",
    summary: "This description",
    ...everybody,
    reply: {
      status: 200,
      description: "OpenAPI 3.1.",
      json: { name: "OpenApi", schema: z.looseObject({ openapi: z.literal("3.1.1") }) },
    },
    problems: [],
    respond: ({ openApi }, _call, { response }) => void response.set("Cache-Control", "no-cache").json(openApi),
  }),
  route({
    id: "issueToken",
    tag: "Starting",
    method: "post",
    path: "/auth/local/token",
    summary: "Sign in as anybody, for development",
    access: "public",
    rateLimit: "address",
    localOnly: true,
    body: jsonBody("TokenRequest", tokenRequest),
    reply: { status: 200, description: "A bearer token.", json: { name: "Token", schema: tokenSchema } },
    problems: [],
    handle: (parts, { body }) => issuerOf(parts).issue(body.user),
  }),
  route({
    id: "readLocalKeys",
    tag: "Starting",
    method: "get",
    path: "/auth/local/jwks.json",
    summary: "The public keys of the development sign-in",
    access: "public",
    rateLimit: "address",
    localOnly: true,
    reply: { status: 200, description: "A JSON Web Key Set.", json: { name: "KeySet", schema: keySetSchema } },
    problems: [],
    handle: (parts) => ({ keys: issuerOf(parts).jwks.keys.map((key) => ({ ...key })) }),
  }),
]

function issuerOf({ issuer }: StartingParts): LocalIssuer {
  if (!issuer) throw new AppError("not_found", "People do not sign in here.")
  return issuer
}
