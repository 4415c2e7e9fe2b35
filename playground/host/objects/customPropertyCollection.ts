import { textArgument } from "../wireArguments.ts"
import { WireCollection } from "../wireCollection.ts"
import { CustomProperty, propertyValue } from "./customProperty.ts"

export class CustomPropertyCollection extends WireCollection<CustomProperty> {
  override readonly className = "CustomPropertyCollection"

  override all(): readonly CustomProperty[] {
    return [...this.workbook.customProperties.keys()].map((key) => new CustomProperty(this.host, key))
  }

  /** The case of the key does not matter. */
  override find(key: unknown): CustomProperty | undefined {
    if (typeof key !== "string") return undefined
    const known = [...this.workbook.customProperties.keys()].find((name) => name.toLowerCase() === key.toLowerCase())
    return known === undefined ? undefined : new CustomProperty(this.host, known)
  }

  Add(key: unknown, value: unknown): CustomProperty {
    const name = textArgument(key)
    const known = this.find(name)
    const property = known ?? new CustomProperty(this.host, name)
    this.workbook.customProperties.set(property.Key, propertyValue(value))
    return property
  }

  DeleteAll(): void {
    this.workbook.customProperties.clear()
  }
}
