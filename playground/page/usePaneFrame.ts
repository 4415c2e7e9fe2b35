import { useEffect, useRef, useState, type RefObject } from "react"
import { connectHost, type HostConnection } from "../host/connectHost.ts"
import type { SimWorkbook } from "../workbook/contract.ts"
import { simulateColorPreference } from "./colorPreference.ts"
import { moveToRegion, moveToSheet } from "./moveFocus.ts"
import type { ThemeName } from "./theme.ts"

const paneUrl = "/playground/taskpane.html"

export interface PaneFrameOptions {
  readonly workbook: SimWorkbook
  readonly theme: ThemeName
  readonly getAccessToken: () => Promise<string>
  readonly onOpen: (open: boolean) => void
}

export interface PaneFrame {
  /** The server did not answer. */
  readonly unreachable: boolean
  readonly loadAgain: () => void
  readonly focusPane: () => void
  /** Presses the add-in's own button "Ask about selection". */
  readonly ask: () => void
}

/** Loads the pane's page into a frame inside `parent` and connects it with the workbook; each workbook gets a new frame. */
export function usePaneFrame(parent: RefObject<HTMLElement | null>, options: PaneFrameOptions): PaneFrame {
  const { workbook, theme, getAccessToken, onOpen } = options
  const connection = useRef<HostConnection>(undefined)
  const [unreachable, setUnreachable] = useState(false)
  const [attempts, setAttempts] = useState(0)
  const prefer = useRef<(theme: ThemeName) => void>(undefined)
  // The pane asks for its token and theme later; a change of either must not load it again.
  const latest = useRef({ theme, getAccessToken, onOpen })
  useEffect(() => {
    latest.current = { theme, getAccessToken, onOpen }
    connection.current?.setTheme(theme)
    prefer.current?.(theme)
  }, [theme, getAccessToken, onOpen])

  useEffect(() => {
    if (!parent.current) return
    const iframe = paneElement()
    const host = connectHost({
      iframe,
      paneUrl,
      workbook,
      theme: latest.current.theme,
      getAccessToken: () => latest.current.getAccessToken(),
      onVisibility: (visible) => latest.current.onOpen(visible),
      onLeave: (to) => (to === "sheet" ? moveToSheet() : moveToRegion(to === "next" ? 1 : -1)),
    })
    connection.current = host
    // If the server does not answer, the browser shows its own error page, which scripts cannot read.
    const loaded = (): void => setUnreachable(iframe.contentDocument === null)
    iframe.addEventListener("load", loaded)
    parent.current.append(iframe)
    if (iframe.contentWindow) prefer.current = simulateColorPreference(iframe.contentWindow, latest.current.theme)
    return () => {
      connection.current = undefined
      prefer.current = undefined
      host.close()
      iframe.remove()
    }
  }, [parent, workbook, attempts])

  return {
    unreachable,
    loadAgain: () => setAttempts(attempts + 1),
    focusPane: () => connection.current?.focusPane(),
    ask: () => void connection.current?.invokeCommand("AskButton", "askAboutSelection"),
  }
}

/** Made by hand, because Office.js reads the frame's name, which must be set before the frame is in the page. */
function paneElement(): HTMLIFrameElement {
  const iframe = document.createElement("iframe")
  iframe.title = "Excel Chat"
  iframe.dataset["testid"] = "pane"
  iframe.allow = "clipboard-write"
  return iframe
}
