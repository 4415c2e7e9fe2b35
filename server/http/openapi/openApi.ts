import { z } from "zod"
import { problemSchema } from "../../../shared/conversation.ts"
import { errorStatus, type ErrorCode } from "../../../shared/errors.ts"
import { packageVersion } from "../../config/packageRoot.ts"
import { isVersioned } from "../routing/isVersioned.ts"
import type { RouteDescription } from "../routing/route.ts"
import { problemType } from "../problems/problem.ts"
import { plainJson, versionedJson } from "../guards/version.ts"

type Json = Readonly<Record<string, unknown>>

export interface OpenApiDocument extends Json {
  readonly openapi: "3.1.1"
}

/** The OpenAPI 3.1 document of these routes, made from the schemas that they parse with. */
export function openApiDocument(routes: readonly RouteDescription[]): OpenApiDocument {
  const paths: Record<string, Record<string, Json>> = {}
  for (const route of routes) (paths[route.path] ??= {})[route.method] = describe(route)
  return {
    openapi: "3.1.1",
    info: {
      title: "Excel Chat Agent",
      version: packageVersion,
      description: `Chat with your workbook. Replies are version 1 of this interface, as \`${plainJson}\` or under their own name, \`${versionedJson}\`; every failure is a problem (RFC 9457) with a stable \`code\`.`,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      securitySchemes: {
        signIn: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "An Entra access token." },
        metricsToken: { type: "http", scheme: "bearer", description: "METRICS_TOKEN of the server's settings." },
      },
      schemas: {
        Problem: jsonSchema(problemSchema, "output"),
        ...Object.fromEntries(routes.flatMap(namedSchemas)),
      },
    },
  }
}

const refTo = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })

const namedSchemas = ({ body, reply, problem }: RouteDescription): [string, Json][] => [
  ...(body ? [[body.name, jsonSchema(body.schema, "input")] as [string, Json]] : []),
  ...(reply.json ? [[reply.json.name, jsonSchema(reply.json.schema, "output")] as [string, Json]] : []),
  ...(problem ? [[problem.name, jsonSchema(problem.schema, "output")] as [string, Json]] : []),
]

function describe(route: RouteDescription): Json {
  const { id, tag, summary, description, query, body, reply, path } = route
  const parameters = [...pathParameters(path), ...(query ? queryParameters(query) : [])]
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    security: security[route.access],
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: !body.optional,
        content: { [body.as === "form" ? "multipart/form-data" : plainJson]: { schema: refTo(body.name) } },
      },
    }),
    responses: {
      [reply.status]: { description: reply.description, ...content(route) },
      ...(reply.alsoStatus && {
        [reply.alsoStatus]: { description: "There was one already.", ...content(route) },
      }),
      ...problems(route),
    },
  }
}

const security: Record<RouteDescription["access"], readonly Json[]> = {
  public: [],
  signedIn: [{ signIn: [] }],
  operator: [{ signIn: [] }, {}],
  metrics: [{ metricsToken: [] }, {}],
}

function content(route: RouteDescription): Json {
  const { json, text } = route.reply
  if (text !== undefined) return { content: { [text]: { schema: { type: "string" } } } }
  if (!json) return {}
  const media = { schema: refTo(json.name) }
  return { content: isVersioned(route) ? { [plainJson]: media, [versionedJson]: media } : { [plainJson]: media } }
}

/** By status: the codes that it may carry. */
function problems(route: RouteDescription): Json {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of problemCodes(route)) {
    const status = errorStatus[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const schema = refTo(route.problem?.name ?? "Problem")
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      { description: codes.map((code) => `\`${code}\``).join(", "), content: { [problemType]: { schema } } },
    ]),
  )
}

/** Everything that a route may end with. */
export function problemCodes(route: RouteDescription): readonly ErrorCode[] {
  const { access, rateLimit, query, body, problems: own } = route
  const codes = new Set(own)
  if (query || body) codes.add("invalid_request")
  if (body) for (const code of ["message_too_large", "unsupported_media_type"] as const) codes.add(code)
  if (access === "signedIn" || access === "operator")
    for (const code of ["unauthenticated", "forbidden", "sign_in_unavailable"] as const) codes.add(code)
  // Where requests are not counted, refused sign-ins and large bodies are.
  if (access === "signedIn" || rateLimit !== "none") codes.add("rate_limited")
  if (isVersioned(route)) codes.add("not_acceptable")
  return [...codes, "internal"]
}

const pathParameters = (path: string): Json[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }))

function queryParameters(query: z.ZodObject): Json[] {
  const { properties = {}, required = [] } = jsonSchema(query, "input") as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }))
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const json = z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io,
    // A check of our own says in its metadata what it is; without that, making the document fails.
    unrepresentable: ({ zodSchema }) => (z.globalRegistry.get(zodSchema)?.["type"] === undefined ? "throw" : "any"),
  })
  // OpenAPI 3.1 schemas are of this dialect anyway.
  delete json.$schema
  return json
}
