import type { SimWorkbook, WorkbookEvent } from "../workbook/contract.ts"
import { executeBatch } from "./executor.ts"
import { HostSession } from "./hostSession.ts"
import { richEvents, type RichEvent } from "./richEvents.ts"
import { inCellEditMode, requestTooLarge, responseTooLarge, type HostError } from "./wireErrors.ts"
import { wireRequestSchema, type WireResponse } from "./wireRequest.ts"

/** Excel on the web's limit for one batch, each way. */
const payloadBytes = 5 * 1024 * 1024
/** Request flag that `Excel.run({ delayForCellEdit: true }, …)` sets. */
const delayForCellEdit = 64
const cellEditPollMs = 50

export interface RichApiListeners {
  /** Entries for one `richApiMessage`. */
  onEvents(events: readonly RichEvent[]): void
  /** Raised for the classic document event behind `workbook.onSelectionChanged`. */
  onSelectionChanged(): void
  /** The add-in asks for its pane to be shown or hidden. */
  onVisibility(visible: boolean): void
}

/** Office.js's number of `Office.addin.onVisibilityModeChanged`. */
const visibilityChanged = 65539

/** Runs the batches of one add-in against a workbook and sends it the workbook's events. Needs no DOM. */
export class RichApiHost {
  readonly #session: HostSession
  readonly #listeners: RichApiListeners
  readonly #stopListening: () => void
  #held: WorkbookEvent[] | undefined
  #closed = false

  constructor(workbook: SimWorkbook, listeners: RichApiListeners) {
    this.#session = new HostSession(workbook, (visible) => {
      listeners.onVisibility(visible)
      const message = { visibility: visible ? "Visible" : "Hidden" }
      listeners.onEvents([{ eventType: visibilityChanged, targetId: "", message }])
    })
    this.#listeners = listeners
    this.#stopListening = workbook.on((event) => {
      if (this.#held) this.#held.push(event)
      else this.#tell([event], false)
    })
  }

  /** @returns the response body as JSON. Never throws: whatever goes wrong is an error in the body. */
  async execute(requestJson: string, flags: number): Promise<string> {
    if (byteLength(requestJson) > payloadBytes) return failed(requestTooLarge())
    const { workbook } = this.#session
    if (workbook.cellEditMode && !(flags & delayForCellEdit)) return failed(inCellEditMode())
    while (workbook.cellEditMode && !this.#closed) await new Promise((resolve) => setTimeout(resolve, cellEditPollMs))
    const request = wireRequestSchema.parse(JSON.parse(requestJson))
    this.#held = []
    try {
      const body = JSON.stringify(executeBatch(request, this.#session))
      return byteLength(body) > payloadBytes ? failed(responseTooLarge()) : body
    } finally {
      const held = this.#held
      this.#held = undefined
      this.#tell(withoutRepeats(held), true)
    }
  }

  close(): void {
    this.#closed = true
    this.#stopListening()
    this.#session.releaseAll()
  }

  #tell(events: readonly WorkbookEvent[], byAddin: boolean): void {
    if (this.#closed) return
    if (events.some((event) => event.kind === "selectionChanged")) this.#listeners.onSelectionChanged()
    if (!this.#session.enableEvents) return
    const entries = events.flatMap((event) => richEvents(event, this.#session, byAddin))
    if (entries.length > 0) this.#listeners.onEvents(entries)
  }
}

/** A sheet calculated several times in one batch raises one event. */
const withoutRepeats = (events: readonly WorkbookEvent[]): WorkbookEvent[] =>
  events.filter(
    (event, index) =>
      event.kind !== "calculated" ||
      events.findIndex((other) => other.kind === "calculated" && other.sheetId === event.sheetId) === index,
  )

function failed(error: HostError): string {
  const response: WireResponse = {
    Results: [],
    TraceIds: [],
    Error: { ActionIndex: 0, Code: error.code, Message: error.message, Location: "", HttpStatusCode: 400 },
  }
  return JSON.stringify(response)
}

const encoder = new TextEncoder()
// UTF-8 takes one to three bytes for a UTF-16 unit, so most texts need not be encoded to know whether they fit.
const byteLength = (text: string): number =>
  text.length * 3 <= payloadBytes ? text.length : encoder.encode(text).length
