import { textArgument } from "../wireArguments.ts"
import { WireCollection } from "../wireCollection.ts"
import { Setting } from "./setting.ts"

/** `workbook.settings`: key and value pairs saved in the workbook, shared with `Office.context.document.settings`. */
export class SettingCollection extends WireCollection<Setting> {
  override readonly className = "SettingCollection"

  override all(): readonly Setting[] {
    return [...this.workbook.settings.keys()].map((key) => new Setting(this.host, key))
  }

  override find(key: unknown): Setting | undefined {
    return typeof key === "string" && this.workbook.settings.has(key) ? new Setting(this.host, key) : undefined
  }

  /** Sets the value when the key exists, as Excel does. */
  Add(key: unknown, value: unknown): Setting {
    const name = textArgument(key)
    this.workbook.settings.set(name, value)
    return new Setting(this.host, name)
  }
}
