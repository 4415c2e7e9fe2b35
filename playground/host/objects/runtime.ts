import { booleanArgument } from "../wireArguments.ts"
import { WireObject } from "../wireObject.ts"

/** `context.runtime`: whether this add-in gets events. */
export class Runtime extends WireObject {
  override readonly className = "Runtime"

  get EnableEvents(): boolean {
    return this.host.enableEvents
  }
  set EnableEvents(value: unknown) {
    this.host.enableEvents = booleanArgument(value)
  }
}
