import type { SimWorkbook } from "../workbook/contract.ts"
import { frameName } from "./frameName.ts"
import { HostEndpoint, type FocusTarget } from "./hostEndpoint.ts"
import { nestedAppAuthBridge, type NestedAppAuthBridge } from "./nestedAppAuth.ts"
import { defaultRequirementSets, type RequirementSets } from "./requirementSets.ts"

export type HostTheme = "light" | "dark" | "contrast"

export interface HostOptions {
  /** A frame that is not in the page yet: Office.js reads its name, which Chromium fixes on insertion. */
  readonly iframe: HTMLIFrameElement
  /** The pane's page. Office.js trusts a host of its own host name over https only. */
  readonly paneUrl: string
  readonly workbook: SimWorkbook
  readonly theme: HostTheme
  /** @throws an error with a `code` of 13001 … 13012 to refuse like Excel's single sign-on. */
  getAccessToken(): Promise<string>
  readonly requirementSets?: RequirementSets
  /** Gives the pane Excel's nested app authentication; needs a pane on the page's own origin. Off by default. */
  readonly nestedAppAuth?: boolean
  /** The pane asks to be shown (`Office.addin.showAsTaskpane`) or hidden. */
  onVisibility?(visible: boolean): void
  /** The keyboard leaves the pane by Ctrl+F6, Tab, Esc or F2. */
  onLeave?(to: FocusTarget): void
}

export interface HostConnection {
  /** Brings the keyboard into the pane. */
  focusPane(): void
  setTheme(theme: HostTheme): void
  /** Presses a ribbon button that runs a function of the pane; resolves when the function has completed. */
  invokeCommand(controlId: string, functionName: string): Promise<void>
  close(): void
}

declare global {
  interface Window {
    nestedAppAuthBridge?: NestedAppAuthBridge
  }
}

const addinId = "simulated-addin"
const locale = "en-US"

/**
 * Makes the page Excel on the web for the pane in the frame: prepares the frame and answers its Office.js. The caller
 * then inserts the frame.
 */
export function connectHost(options: HostOptions): HostConnection {
  const { iframe, workbook } = options
  if (iframe.isConnected) throw new Error("connectHost needs a frame that is not in the page yet.")
  const url = new URL(options.paneUrl, location.href)
  const conversationId = crypto.randomUUID()
  const sets = options.requirementSets ?? defaultRequirementSets
  const bridge = options.nestedAppAuth ? nestedAppAuthBridge(() => options.getAccessToken()) : undefined

  const endpoint = new HostEndpoint({
    workbook,
    conversationId,
    addinId,
    appDomains: [...new Set([url.origin, location.origin])],
    requirementSets: () => (bridge && hasBridge(iframe, bridge) ? { ...sets, NestedAppAuth: "1.1" } : sets),
    locale,
    documentUrl: new URL(encodeURIComponent(workbook.fileName), location.href).href,
    getAccessToken: () => options.getAccessToken(),
    onFault: (thrown) => reportError(thrown),
    onVisibility: (visible) => options.onVisibility?.(visible),
    onLeave: (to) => options.onLeave?.(to),
    send: (json) => iframe.contentWindow?.postMessage(json, url.origin),
  })
  const listen = (event: MessageEvent<unknown>): void => {
    if (event.source === iframe.contentWindow && typeof event.data === "string") void endpoint.receive(event.data)
  }
  window.addEventListener("message", listen)
  const setTheme = (theme: HostTheme): void => {
    // Excel on the web's Office.js has no Office theme; the pane sees the frame's colour scheme as its preferred one.
    iframe.style.colorScheme = theme === "light" ? "light" : "dark"
  }
  setTheme(options.theme)
  iframe.name = frameName(conversationId, addinId, location.origin, locale)
  iframe.src = url.href
  const stopWaiting = bridge ? whenInserted(iframe, () => placeBridge(iframe, bridge)) : undefined

  return {
    focusPane: () => endpoint.enter(),
    setTheme,
    invokeCommand: (controlId, functionName) => endpoint.invokeCommand(controlId, functionName),
    close: () => {
      window.removeEventListener("message", listen)
      stopWaiting?.()
      endpoint.close()
    },
  }
}

/**
 * The frame first shows an empty document of our own origin, whose window the pane's page on the same origin takes over
 * (HTML, "navigate": the initial about:blank's window is kept): what is put there now is there before the pane's scripts.
 */
function placeBridge(iframe: HTMLIFrameElement, bridge: NestedAppAuthBridge): void {
  if (iframe.contentWindow) iframe.contentWindow.nestedAppAuthBridge = bridge
}

/** False after the pane has reloaded itself: its new window has no bridge, and Office.js must not promise one. */
function hasBridge(iframe: HTMLIFrameElement, bridge: NestedAppAuthBridge): boolean {
  try {
    return iframe.contentWindow?.nestedAppAuthBridge === bridge
  } catch (thrown) {
    if (thrown instanceof DOMException) return false // a pane of another origin
    throw thrown
  }
}

function whenInserted(iframe: HTMLIFrameElement, then: () => void): () => void {
  const observer = new MutationObserver(() => {
    if (!iframe.isConnected) return
    observer.disconnect()
    then()
  })
  observer.observe(document, { childList: true, subtree: true })
  return () => observer.disconnect()
}
