import { textArgument } from "../wireArguments.ts"
import { WireObject } from "../wireObject.ts"
import { CustomPropertyCollection } from "./customPropertyCollection.ts"

/** File properties. The simulated workbook keeps the custom ones; of the built-in ones it knows the title. */
export class DocumentProperties extends WireObject {
  override readonly className = "DocumentProperties"
  override readonly navigation = ["Custom"]

  get Custom(): CustomPropertyCollection {
    return new CustomPropertyCollection(this.host)
  }

  get Title(): string {
    return this.host.title
  }
  set Title(title: unknown) {
    this.host.title = textArgument(title)
  }
}
