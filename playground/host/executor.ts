import { SimError } from "../workbook/simError.ts"
import type { HostSession } from "./hostSession.ts"
import { joinedWrite } from "./joinedWrite.ts"
import { Workbook } from "./objects/workbook.ts"
import { officeService } from "./officeServices.ts"
import { HostError, invalidReference, notImplemented } from "./wireErrors.ts"
import { queryMembers } from "./queryMembers.ts"
import { nullObject, pascal, WireObject, type Found } from "./wireObject.ts"
import {
  actionType,
  pathType,
  type WireAction,
  type WireArguments,
  type WirePath,
  type WireRequest,
  type WireResponse,
} from "./wireRequest.ts"

/**
 * Runs one batch against the session's workbook, in order, as Excel does: the first failing action stops it, what was
 * done before stays done, and the error names the action so that Office.js can show the statement.
 */
export function executeBatch(request: WireRequest, session: HostSession): WireResponse {
  const response: WireResponse = { Results: [], TraceIds: [] }
  const paths = new PathResolver(request, session)
  const written = new Set<number>()
  const reader = {
    targetOf: (action: WireAction) => paths.resolve(action.ObjectPathId),
    valueOf: (action: WireAction) => paths.argumentsOf(action.ArgumentInfo)[0],
  }
  for (const [index, action] of request.Actions.entries()) {
    try {
      const write = written.has(index) ? undefined : joinedWrite(request, index, reader)
      for (const done of write?.actions ?? []) written.add(done)
      write?.range.writeMember(action.Name ?? "", write.rows)
      const value = written.has(index) ? null : perform(action, { request, session, paths })
      if (action.ActionType === actionType.trace) response.TraceIds.push(action.Id)
      response.Results.push({ ActionId: action.Id, Value: value ?? null })
    } catch (thrown) {
      response.Error = {
        ActionIndex: index,
        Code: thrown instanceof SimError || thrown instanceof HostError ? thrown.code : "GeneralException",
        Message: thrown instanceof Error ? thrown.message : String(thrown),
        Location: locationOf(action, request, paths),
        HttpStatusCode: 400,
      }
      break
    }
  }
  return response
}

interface Batch {
  readonly request: WireRequest
  readonly session: HostSession
  readonly paths: PathResolver
}

type Performer = (target: WireObject, action: WireAction, batch: Batch) => unknown

const performers: Partial<Record<number, Performer>> = {
  [actionType.instantiate]: (target, _action, { request, session }) => {
    if (request.AutoKeepReference && target.keptByReference) session.keep(target)
    return target.identity()
  },
  [actionType.query]: (target, action) => queryMembers(target, action.QueryInfo ?? {}, "pascal"),
  [actionType.queryAsJson]: (target, action) => queryMembers(target, action.QueryInfo ?? {}, "camel"),
  [actionType.recursiveQuery]: (target, action) =>
    queryMembers(target, action.RecursiveQueryInfo?.Queries[target.className] ?? {}, "pascal"),
  [actionType.method]: callMethod,
  [actionType.setProperty]: (target, action, { paths }) => {
    target.writeMember(action.Name ?? "", paths.argumentsOf(action.ArgumentInfo)[0])
    return null
  },
  [actionType.update]: (target, action) => {
    updateMembers(target, action.ObjectState ?? {})
    return null
  },
}

function perform(action: WireAction, batch: Batch): unknown {
  if (action.ActionType === actionType.trace) return null
  const target = batch.paths.resolve(action.ObjectPathId)
  const performer = performers[action.ActionType]
  if (!performer) throw notImplemented("RequestContext", `action type ${action.ActionType}`)
  return target === nullObject ? null : performer(target, action, batch)
}

function callMethod(target: WireObject, action: WireAction, { paths, session }: Batch): unknown {
  if (action.Name === "_KeepReference") {
    session.keep(target)
    return target.identity()
  }
  const result = target.callMember(action.Name ?? "", paths.argumentsOf(action.ArgumentInfo))
  return result instanceof WireObject ? result.identity() : result
}

/** `object.update({ values, format: { fill: { color } } })`: nested objects set members of the inner object. */
function updateMembers(target: WireObject, state: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(state)) {
    const member = pascal(name)
    if (target.navigation.includes(member)) {
      const inner = target.readMember(member)
      if (inner instanceof WireObject) updateMembers(inner, (value ?? {}) as Record<string, unknown>)
    } else target.writeMember(member, value)
  }
}

function locationOf(action: WireAction, request: WireRequest, paths: PathResolver): string {
  const path = request.ObjectPaths[String(action.ObjectPathId)]
  const owner = paths.classNameAt(action.ObjectPathId) ?? paths.classNameAt(path?.ParentObjectPathId)
  return [owner, action.Name || path?.Name].filter(Boolean).join(".")
}

/** Resolves object paths once per batch, when an action first needs them. */
class PathResolver {
  readonly #request: WireRequest
  readonly #session: HostSession
  readonly #resolved = new Map<string, Found>()

  constructor(request: WireRequest, session: HostSession) {
    this.#request = request
    this.#session = session
  }

  resolve(id: string | number | null | undefined): Found {
    const key = String(id)
    const known = this.#resolved.get(key)
    if (known !== undefined) return known
    const path = this.#request.ObjectPaths[key]
    if (!path) throw invalidReference()
    const found = this.#follow(path)
    this.#resolved.set(key, found)
    return found
  }

  /** Class of a path that has been resolved, for error locations. */
  classNameAt(id: string | number | null | undefined): string | undefined {
    const found = this.#resolved.get(String(id))
    return found instanceof WireObject ? found.className : undefined
  }

  argumentsOf(info: WireArguments | null | undefined): unknown[] {
    return (info?.Arguments ?? []).map((value, index) => this.#argument(value, info?.ReferencedObjectPathIds?.[index]))
  }

  #argument(value: unknown, pathId: unknown): unknown {
    if (Array.isArray(pathId)) return pathId.map((id, index) => this.#argument((value as unknown[])[index], id))
    if (typeof pathId === "number" ? pathId !== 0 : typeof pathId === "string") return this.resolve(String(pathId))
    return value
  }

  #follow(path: WirePath): Found {
    const name = path.Name ?? ""
    switch (path.ObjectPathType) {
      case pathType.globalObject:
        return new Workbook(this.#session)
      case pathType.newObject:
        return officeService(this.#session, name)
      case pathType.referenceId:
        return this.#session.byReference(name)
      case pathType.nullObject:
        return nullObject
      case pathType.method:
      case pathType.property:
      case pathType.indexer: {
        const parent = this.resolve(path.ParentObjectPathId)
        if (parent === nullObject) return nullObject
        if (path.ObjectPathType === pathType.property) return asObject(parent.readMember(name), parent, name)
        const method = path.ObjectPathType === pathType.indexer ? "GetItem" : name
        return asObject(parent.callMember(method, this.argumentsOf(path.ArgumentInfo)), parent, method)
      }
      default:
        throw notImplemented("RequestContext", `object path type ${path.ObjectPathType}`)
    }
  }
}

function asObject(value: unknown, parent: WireObject, name: string): Found {
  if (value === nullObject || value instanceof WireObject) return value
  throw notImplemented(parent.className, name)
}
