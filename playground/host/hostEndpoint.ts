import type { SimWorkbook } from "../workbook/contract.ts"
import { saveSettings, serializedSettings } from "./documentSettings.ts"
import {
  commandCompletedSchema,
  dispatch,
  focusAction,
  messageAction,
  methodCallSchema,
  notificationSuffix,
  notifyHostSchema,
  officeError,
  officeRequestSchema,
  richApiCallSchema,
  saveSettingsSchema,
  transportError,
  type OfficeRequest,
} from "./officeMessages.ts"
import type { RequirementSets } from "./requirementSets.ts"
import { RichApiHost } from "./richApiHost.ts"
import type { RichEvent } from "./richEvents.ts"
import { signInCode } from "./signIn.ts"

export interface EndpointOptions {
  readonly workbook: SimWorkbook
  /** Ties the messages of this pane together; the same as in its frame's name. */
  readonly conversationId: string
  readonly addinId: string
  /** Origins dialogs may be opened on. */
  readonly appDomains: readonly string[]
  /** Asked at each start of the pane. */
  requirementSets(): RequirementSets
  readonly locale: string
  /** Address of the workbook as Office.js reports it. */
  readonly documentUrl: string
  /** @throws an error whose `code` is one of Excel's 13xxx to refuse with it. */
  getAccessToken(): Promise<string>
  /** A bug in the simulated Excel: Office.js only gets an internal error, so the cause is logged here. */
  onFault(thrown: unknown): void
  /** The pane asks to be shown or hidden. */
  onVisibility(visible: boolean): void
  /** The keyboard leaves the pane: for the part of Excel after it, before it, or for the cells. */
  onLeave?(to: FocusTarget): void
  /** Sends one message to the pane. */
  send(json: string): void
}

export type FocusTarget = "next" | "previous" | "sheet"

function focusTarget(data: unknown): FocusTarget | undefined {
  const [, action] = notifyHostSchema.safeParse(data).data ?? []
  if (action === focusAction.next || action === focusAction.tabbedNext) return "next"
  if (action === focusAction.previous || action === focusAction.tabbedPrevious) return "previous"
  return action === focusAction.escaped || action === focusAction.f2 ? "sheet" : undefined
}

/** Office.js's category of entries that are object model events. */
const eventCategory = 65536

/** The host's end of one pane's conversation with Office.js. Needs no DOM: messages come in and go out as JSON text. */
export class HostEndpoint {
  readonly #options: EndpointOptions
  readonly #host: RichApiHost
  readonly #registered = new Map<string, OfficeRequest>()
  readonly #commands = new Map<string, () => void>()
  #closed = false

  constructor(options: EndpointOptions) {
    this.#options = options
    this.#host = new RichApiHost(options.workbook, {
      onEvents: (events) => this.#fire("richApiMessage", { ArrayData: events.map(entryOf) }),
      onSelectionChanged: () => this.#fire("documentSelectionChanged", {}),
      onVisibility: (visible) => options.onVisibility(visible),
    })
  }

  /** Takes one message from the pane; what is not of this conversation is ignored. */
  async receive(json: string): Promise<void> {
    const request = parseRequest(json)
    if (request?._conversationId !== this.#options.conversationId || this.#closed) return
    switch (request._actionType) {
      case messageAction.registerEvent:
        this.#registered.set(request._actionName, request)
        this.#reply(request, { Error: 0 })
        break
      case messageAction.unregisterEvent:
        this.#registered.delete(request._actionName)
        this.#reply(request, { Error: 0 })
        break
      default:
        await this.#invoke(request)
    }
  }

  /** Brings the keyboard into the pane. */
  enter(): void {
    const { conversationId } = this.#options
    const message = {
      _messageType: 0,
      _actionName: "Office_notifyAgave",
      _actionType: messageAction.invoke,
      _conversationId: conversationId + notificationSuffix,
      _correlationId: 0,
      _origin: "",
      _data: [focusAction.enter],
      _serializerVersion: 1,
    }
    this.#options.send(JSON.stringify(message))
  }

  /** Presses a ribbon button whose command is a function; resolves when the function calls `event.completed()`. */
  invokeCommand(controlId: string, functionName: string): Promise<void> {
    return new Promise((resolve) => {
      this.#commands.set(controlId, resolve)
      this.#fire("appCommandInvoked", {
        0: controlId,
        1: functionName,
        2: JSON.stringify({ source: { id: controlId } }),
      })
    })
  }

  close(): void {
    this.#closed = true
    this.#registered.clear()
    this.#host.close()
  }

  async #invoke(request: OfficeRequest): Promise<void> {
    switch (request._actionName) {
      case "ContextActivationManager_getAppContextAsync":
        this.#reply(request, this.#appContext())
        break
      case "ContextActivationManager_notifyHost": {
        this.#reply(request, null)
        const target = focusTarget(request._data)
        if (target) this.#options.onLeave?.(target)
        break
      }
      case "executeMethod":
        this.#reply(request, { Version: 1, ...(await this.#execute(request._data)) })
        break
      default:
        this.#reply(request, null, transportError.unknownMethod)
    }
  }

  /** A classic (DDA) call. An answer always comes: Office.js waits for one without a time limit. */
  async #execute(data: unknown): Promise<Record<string, unknown>> {
    try {
      switch (methodCallSchema.parse(data).DdaMethod.DispatchId) {
        case dispatch.richApiRequest: {
          const [, , , , body, , flags] = richApiCallSchema.parse(data).ArrayData
          return { Error: 0, Data: [200, [], await this.#host.execute(body, flags)] }
        }
        case dispatch.getAccessToken:
          return await this.#accessToken()
        case dispatch.loadSettings: {
          const settings = serializedSettings(this.#options.workbook)
          return { Error: 0, Properties: { Settings: settings.map(([Name, Value]) => ({ Name, Value })) } }
        }
        case dispatch.saveSettings:
          saveSettings(this.#options.workbook, saveSettingsSchema.parse(data).DdaSettingsMethod.Properties)
          this.#fire("settingsChanged", {})
          return { Error: 0 }
        case dispatch.commandCompleted:
          return this.#completeCommand(data)
        default:
          return { Error: officeError.notSupported }
      }
    } catch (thrown) {
      this.#options.onFault(thrown)
      return { Error: officeError.internal }
    }
  }

  async #accessToken(): Promise<Record<string, unknown>> {
    try {
      return { Error: 0, accessToken: await this.#options.getAccessToken() }
    } catch (thrown) {
      return { Error: signInCode(thrown) }
    }
  }

  #completeCommand(data: unknown): Record<string, unknown> {
    const id = commandCompletedSchema.parse(data)[0]
    this.#commands.get(id)?.()
    this.#commands.delete(id)
    return { Error: 0 }
  }

  #appContext(): Record<string, unknown> {
    const { addinId, locale, documentUrl, appDomains, workbook } = this.#options
    const requirementSets = this.#options.requirementSets()
    return {
      _id: addinId,
      _appName: 16, // OSF.AppName.ExcelWebApp
      _appVersion: "16.01",
      _appMinorVersion: 1,
      _hostFullVersion: "16.0.18000.10000",
      _appUILocale: locale,
      _dataLocale: locale,
      _docUrl: documentUrl,
      _clientMode: 0, // read and write
      _settings: serializedSettings(workbook),
      _reason: "documentOpened",
      _osfControlType: 1, // task pane
      _eToken: "",
      _correlationId: this.#options.conversationId,
      _appInstanceId: `${addinId}-instance`,
      _addinName: "excel-chat-agent",
      _appDomains: appDomains,
      _requirementMatrix: JSON.stringify(requirementSets),
      _dialogRequirementMatrix: JSON.stringify({ DialogApi: requirementSets.DialogApi ?? "1.1" }),
      _clientWindowHeight: 600,
      _clientWindowWidth: 350,
      _featureGates: {},
    }
  }

  #fire(event: string, data: unknown): void {
    const registration = this.#registered.get(event)
    if (registration) this.#post(registration, data, 0, 1)
  }

  #reply(request: OfficeRequest, data: unknown, errorCode: number = transportError.none): void {
    this.#post(request, data, errorCode, 0)
  }

  #post(request: OfficeRequest, data: unknown, errorCode: number, responseType: 0 | 1): void {
    if (this.#closed) return
    this.#options.send(
      JSON.stringify({
        _messageType: 1,
        _actionName: request._actionName,
        _conversationId: request._conversationId,
        _correlationId: request._correlationId,
        _origin: this.#options.appDomains[0],
        _data: data,
        _errorCode: errorCode,
        _responseType: responseType,
        _serializerVersion: 1,
      }),
    )
  }
}

const entryOf = (event: RichEvent, index: number): unknown[] => [
  eventCategory,
  event.eventType,
  event.targetId,
  JSON.stringify(event.message),
  index + 1,
  false, // not from another person
]

function parseRequest(json: string): OfficeRequest | undefined {
  try {
    return officeRequestSchema.safeParse(JSON.parse(json)).data
  } catch {
    return undefined // another script's message to the page: not ours
  }
}
