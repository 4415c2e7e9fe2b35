import type { SimName } from "../../workbook/contract.ts"
import type { HostSession } from "../hostSession.ts"
import { optionalText, textArgument } from "../wireArguments.ts"
import { WireCollection } from "../wireCollection.ts"
import { NamedItem } from "./namedItem.ts"
import { Range } from "./range.ts"

/** Names of the workbook (scope null) or of one sheet. */
export class NamedItemCollection extends WireCollection<NamedItem> {
  override readonly className = "NamedItemCollection"
  readonly #scope: string | null

  constructor(host: HostSession, scope: string | null) {
    super(host)
    this.#scope = scope
  }

  override all(): readonly NamedItem[] {
    return this.#names().map((name) => new NamedItem(this.host, name.name, this.#scope))
  }

  override find(key: unknown): NamedItem | undefined {
    if (typeof key !== "string") return undefined
    const name = this.#names().find((candidate) => candidate.name.toLowerCase() === key.toLowerCase())
    return name && new NamedItem(this.host, name.name, this.#scope)
  }

  /** @param reference a range, or a formula such as `=Orders!$A$1:$B$2` or `=0.19`. */
  Add(name: unknown, reference: unknown, comment: unknown): NamedItem {
    const formula = reference instanceof Range ? reference.absolute : textArgument(reference)
    const text = textArgument(name)
    this.workbook.addName({
      name: text,
      formula: formula.startsWith("=") ? formula : `=${formula}`,
      scope: this.#scope,
      visible: true,
      comment: optionalText(comment) ?? "",
    })
    return new NamedItem(this.host, text, this.#scope)
  }

  AddFormulaLocal(name: unknown, formula: unknown, comment: unknown): NamedItem {
    return this.Add(name, textArgument(formula), comment)
  }

  #names(): SimName[] {
    return this.workbook.names.filter((name) => name.scope === this.#scope)
  }
}
