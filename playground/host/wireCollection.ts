import { integerArgument } from "./wireArguments.ts"
import { itemNotFound } from "./wireErrors.ts"
import { nullObject, WireObject, type Found } from "./wireObject.ts"

/** Members every Excel collection shares; a subclass says what is in it and how a key finds an item. */
export abstract class WireCollection<Item extends WireObject> extends WireObject {
  abstract all(): readonly Item[]
  /** @param key as the client sent it: a name, an id, or an index. */
  abstract find(key: unknown): Item | undefined

  GetCount(): number {
    return this.all().length
  }

  GetItem(key: unknown): Item {
    const item = this.find(key)
    if (!item) throw itemNotFound()
    return item
  }

  GetItemAt(index: unknown): Item {
    const item = this.all()[integerArgument(index)]
    if (!item) throw itemNotFound()
    return item
  }

  GetItemOrNullObject(key: unknown): Found {
    return this.find(key) ?? nullObject
  }
}

/** What the simulated workbook has none of. */
export const emptyCollections = [
  "BindingCollection",
  "ChartCollection",
  "CommentCollection",
  "PivotTableCollection",
  "ShapeCollection",
  "SlicerCollection",
] as const

/** A real collection that always is empty; adding to it fails by name. */
export class EmptyCollection extends WireCollection<WireObject> {
  readonly className: string

  constructor(host: WireObject["host"], className: (typeof emptyCollections)[number]) {
    super(host)
    this.className = className
  }

  override all(): readonly WireObject[] {
    return []
  }

  override find(): undefined {
    return undefined
  }

  get Count(): number {
    return 0
  }
}
