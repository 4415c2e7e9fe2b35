import { WireObject, type Found } from "./wireObject.ts"
import { oneOf } from "./wireArguments.ts"
import type { HostSession } from "./hostSession.ts"

/** Services of Office itself that a batch may create by name; another name is an object all of whose members fail loudly. */
export function officeService(session: HostSession, name: string): Found {
  switch (name) {
    case "Microsoft.AppRuntime.AppRuntimeService":
      return new AppRuntimeService(session)
    case "Microsoft.AppRuntime.AppRuntimePersistenceService":
      return new AppRuntimePersistenceService(session)
    case "Microsoft.InternalService.AddinInternalService":
      return new AddinInternalService(session)
    default:
      return new UnknownService(session, name)
  }
}

/** Behind `Office.addin.showAsTaskpane`, `hide` and `onVisibilityModeChanged`. */
class AppRuntimeService extends WireObject {
  override readonly className = "AppRuntimeService"

  GetAppRuntimeState(): string {
    return this.host.isPaneVisible ? "Visible" : "Background"
  }

  SetAppRuntimeState(state: unknown): void {
    this.host.showPane(oneOf(state, ["Background", "Visible"]) === "Visible")
  }
}

/** Behind `Office.addin.setStartupBehavior`. */
class AppRuntimePersistenceService extends WireObject {
  override readonly className = "AppRuntimePersistenceService"

  GetAppRuntimeStartState(): string {
    return this.host.startState
  }

  SetAppRuntimeStartState(state: unknown): void {
    this.host.startState = oneOf(state, ["Inactive", "Background"])
  }
}

/** Office.js sends this at start when its handlers are ready and expects no reply. */
class AddinInternalService extends WireObject {
  override readonly className = "AddinInternalService"

  NotifyActionHandlerReady(): void {}
}

class UnknownService extends WireObject {
  override readonly className: string

  constructor(session: HostSession, name: string) {
    super(session)
    this.className = name
  }
}
