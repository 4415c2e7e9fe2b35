import { z } from "zod"

/** A rich API batch as Office.js sends it (`ProcessQuery`); the shapes and numbers were read from the client library. */
const argumentInfo = z.object({
  Arguments: z.array(z.unknown()).nullish(),
  /** Beside each argument: the path of an object passed by reference, or null; a list of them for a list of arguments. */
  ReferencedObjectPathIds: z.array(z.union([z.string(), z.number(), z.array(z.unknown())]).nullable()).nullish(),
})

const objectPath = z.object({
  ObjectPathType: z.number(),
  Name: z.string().nullish(),
  ParentObjectPathId: z.union([z.string(), z.number()]).nullish(),
  ArgumentInfo: argumentInfo.nullish(),
})

const queryInfo = z.object({
  Select: z.array(z.string()).nullish(),
  Expand: z.array(z.string()).nullish(),
  Top: z.number().nullish(),
  Skip: z.number().nullish(),
})

const action = z.object({
  Id: z.number(),
  ActionType: z.number(),
  Name: z.string().nullish(),
  ObjectPathId: z.union([z.string(), z.number()]).nullish(),
  ArgumentInfo: argumentInfo.nullish(),
  QueryInfo: queryInfo.nullish(),
  RecursiveQueryInfo: z.object({ Queries: z.record(z.string(), queryInfo), MaxDepth: z.number().nullish() }).nullish(),
  ObjectState: z.record(z.string(), z.unknown()).nullish(),
})

export const wireRequestSchema = z.object({
  AutoKeepReference: z.boolean().nullish(),
  Actions: z.array(action),
  ObjectPaths: z.record(z.string(), objectPath),
})

export type WireRequest = z.infer<typeof wireRequestSchema>
export type WireAction = z.infer<typeof action>
export type WirePath = z.infer<typeof objectPath>
export type WireQuery = z.infer<typeof queryInfo>
export type WireArguments = z.infer<typeof argumentInfo>

export const actionType = {
  instantiate: 1,
  query: 2,
  method: 3,
  setProperty: 4,
  trace: 5,
  recursiveQuery: 6,
  queryAsJson: 7,
  ensureUnchanged: 8,
  update: 9,
} as const

export const pathType = {
  globalObject: 1,
  newObject: 2,
  method: 3,
  property: 4,
  indexer: 5,
  referenceId: 6,
  nullObject: 7,
} as const

export interface WireError {
  readonly ActionIndex: number
  readonly Code: string
  readonly Message: string
  readonly Location: string
  readonly HttpStatusCode: number
}

export interface WireResponse {
  readonly Results: { readonly ActionId: number; readonly Value: unknown }[]
  readonly TraceIds: number[]
  Error?: WireError
}
