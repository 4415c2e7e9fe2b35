import type { SimWorkbook } from "../workbook/contract.ts"
import type { HostSession } from "./hostSession.ts"
import { HostError, notImplemented } from "./wireErrors.ts"

/** What `getItemOrNullObject` and its kin return when there is nothing; the client sees `isNullObject`. */
export const nullObject = Symbol("null object")

export type Found = WireObject | typeof nullObject

const wireName = /^_?[A-Z]\w*$/

/**
 * An Excel object as the wire sees it: its PascalCase getters, setters and methods are the members Office.js may use,
 * and a missing member fails with its name. Everything else in a subclass is camelCase and not reachable for the client.
 */
export abstract class WireObject {
  /** Excel's own name of the class: `Range`. */
  abstract readonly className: string
  /** Properties that are objects themselves and therefore not part of a plain `load()`. */
  readonly navigation: readonly string[] = []
  /** Event names of `_Register…Event` calls that the class really raises. */
  static readonly events: readonly string[] = []
  /** True where the host keeps the object alive by reference id (ranges). */
  readonly keptByReference: boolean = false
  readonly host: HostSession

  constructor(host: HostSession) {
    this.host = host
  }

  /** Key by which the client finds the object in its collection in a later batch, where it has no `Id` for that. */
  get wireId(): string | undefined {
    return undefined
  }

  get workbook(): SimWorkbook {
    return this.host.workbook
  }

  /**
   * How the client may find the object again: it rewrites its object path from this. `Id` also fills the client's own
   * `id`, which its event handlers need even where nobody loads it.
   */
  identity(): Record<string, unknown> {
    const referenceId = this.keptByReference ? this.host.referenceIdOf(this) : undefined
    return {
      ...(this.#descriptor("Id") ? { Id: this.readMember("Id") } : {}),
      ...(this.wireId === undefined ? {} : { _Id: this.wireId }),
      ...(referenceId === undefined ? {} : { _ReferenceId: referenceId }),
    }
  }

  readMember(name: string): unknown {
    if (!this.#descriptor(name)?.get) throw notImplemented(this.className, camel(name))
    return (this as unknown as Record<string, unknown>)[name]
  }

  writeMember(name: string, value: unknown): void {
    const descriptor = this.#descriptor(name)
    if (!descriptor?.get) throw notImplemented(this.className, camel(name))
    if (!descriptor.set) throw new HostError("AccessDenied", `The property '${camel(name)}' is read-only.`)
    descriptor.set.call(this, value)
  }

  callMember(name: string, values: readonly unknown[]): unknown {
    const event = /^_(?:Unr|R)egister(?:Event)?(\w+?)(?:Event)?$/.exec(name)?.[1]
    if (event && (this.constructor as typeof WireObject).events.includes(event)) return null
    const method: unknown = this.#descriptor(name)?.value
    if (typeof method !== "function") throw notImplemented(this.className, event ? `on${event}` : camel(name))
    return method.apply(this, values)
  }

  /** Names of the plain values a `load()` without arguments reads. */
  scalarNames(): string[] {
    const names: string[] = []
    for (let prototype: unknown = Object.getPrototypeOf(this); prototype instanceof Object;) {
      for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype)))
        if (descriptor.get && wireName.test(name) && !this.navigation.includes(name)) names.push(name)
      prototype = Object.getPrototypeOf(prototype)
    }
    return [...new Set(names)]
  }

  #descriptor(name: string): PropertyDescriptor | undefined {
    if (!wireName.test(name)) return undefined
    for (let prototype: unknown = Object.getPrototypeOf(this); prototype instanceof Object;) {
      const descriptor = Object.getOwnPropertyDescriptor(prototype, name)
      if (descriptor) return descriptor
      prototype = Object.getPrototypeOf(prototype)
    }
    return undefined
  }
}

export const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)
export const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)
