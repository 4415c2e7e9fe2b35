import { z } from "zod"
import { problemSchema } from "../../shared/conversation.ts"
import { errorStatus, type ErrorCode } from "../../shared/errors.ts"
import { packageVersion } from "./packageRoot.ts"
import { notReadySchema } from "./health.ts"
import type { Operation } from "./operation.ts"
import { problemType } from "./problem.ts"
import { plainJson, versionedJson } from "./version.ts"

type Json = Readonly<Record<string, unknown>>

/** The OpenAPI 3.1 document of these operations, made from the schemas that the routes parse with. */
export function openApiDocument(operations: readonly Operation[]): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const operation of operations) (paths[operation.path] ??= {})[operation.method] = describe(operation)
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
        NotReady: jsonSchema(notReadySchema, "output"),
        ...Object.fromEntries(operations.flatMap(namedSchemas)),
      },
    },
  }
}

const refTo = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })

const namedSchemas = ({ body, reply }: Operation): [string, Json][] => [
  ...(body ? [[body.name, jsonSchema(body.schema, "input")] as [string, Json]] : []),
  ...(reply.json ? [[reply.json.name, jsonSchema(reply.json.schema, "output")] as [string, Json]] : []),
]

function describe(operation: Operation): Json {
  const { id, tag, summary, description, query, body, reply, path } = operation
  const parameters = [...pathParameters(path), ...(query ? queryParameters(query) : [])]
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    security: security[operation.signIn],
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: !body.optional,
        content: { [body.multipart ? "multipart/form-data" : plainJson]: { schema: refTo(body.name) } },
      },
    }),
    responses: {
      [reply.status]: { description: reply.description, ...content(operation) },
      ...(reply.alsoStatus && {
        [reply.alsoStatus]: { description: "There was one already.", ...content(operation) },
      }),
      ...problems(operation),
    },
  }
}

const security: Record<Operation["signIn"], readonly Json[]> = {
  none: [],
  required: [{ signIn: [] }],
  unless_local: [{ signIn: [] }, {}],
  metrics_token: [{ metricsToken: [] }, {}],
}

/** Replies of the interface come under two names; what stands outside it, for machines that watch us, has no version. */
function content({ path, reply: { json, text } }: Operation): Json {
  if (text !== undefined) return { content: { [text]: { schema: { type: "string" } } } }
  if (!json) return {}
  const media = { schema: refTo(json.name) }
  return { content: isVersioned(path) ? { [plainJson]: media, [versionedJson]: media } : { [plainJson]: media } }
}

const isVersioned = (path: string): boolean => path.startsWith("/api/") && path !== "/api/openapi.json"

/** By status: the codes that it may carry. */
function problems(operation: Operation): Json {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of problemCodes(operation)) {
    const status = errorStatus[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const schema = refTo(operation.id === "ready" ? "NotReady" : "Problem")
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      { description: codes.map((code) => `\`${code}\``).join(", "), content: { [problemType]: { schema } } },
    ]),
  )
}

/** Everything that an operation may end with. */
export function problemCodes({ path, signIn, query, body, reply, problems: own }: Operation): readonly ErrorCode[] {
  const codes = new Set(own)
  if (query || body) codes.add("invalid_request")
  if (body) for (const code of ["message_too_large", "unsupported_media_type"] as const) codes.add(code)
  if (signIn === "required" || signIn === "unless_local")
    for (const code of ["unauthenticated", "forbidden", "sign_in_unavailable"] as const) codes.add(code)
  if (signIn === "required" || path.startsWith("/auth/")) codes.add("rate_limited")
  if (isVersioned(path) && reply.text === undefined) codes.add("not_acceptable")
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
