import { Button, makeStyles, tokens } from "@fluentui/react-components"
import { Dismiss20Regular } from "@fluentui/react-icons"
import { useEffect, useRef, useState } from "react"
import { connectHost, type HostConnection } from "../host/connectHost.ts"
import type { SimWorkbook } from "../workbook/contract.ts"
import { simulateColorPreference } from "./colorPreference.ts"
import { moveToRegion, moveToSheet } from "./moveFocus.ts"
import type { ThemeName } from "./theme.ts"

const useStyles = makeStyles({
  pane: {
    display: "flex",
    flexDirection: "column",
    flexShrink: 0,
    minWidth: 0,
    // On the narrowest screens it covers the sheet, beside the splitter, until it is closed.
    maxWidth: "calc(100% - 6px)",
    backgroundColor: tokens.colorNeutralBackground1,
  },
  title: {
    display: "flex",
    alignItems: "center",
    height: "36px",
    flexShrink: 0,
    padding: "0 4px 0 12px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground1,
  },
  failure: { padding: "12px", fontSize: tokens.fontSizeBase300, color: tokens.colorNeutralForeground1 },
  name: { flexGrow: 1, margin: 0, fontSize: "inherit", fontWeight: "inherit" },
  frame: { flexGrow: 1, minHeight: 0, display: "flex", "> iframe": { flexGrow: 1, border: "none", width: "100%" } },
})

const paneUrl = "/playground/taskpane.html"

/**
 * The task pane beside the sheet: Excel's title bar and, in a frame, the very page that Excel loads. A closed pane stays
 * alive, as the add-in's shared runtime does in Excel.
 */
export function TaskPane(props: {
  workbook: SimWorkbook
  theme: ThemeName
  open: boolean
  width: number
  /** The frame lets the pointer through, while the splitter is dragged across it. */
  passive: boolean
  getAccessToken: () => Promise<string>
  onOpen: (open: boolean) => void
}) {
  const { workbook, theme, open, width, passive, getAccessToken, onOpen } = props
  const styles = useStyles()
  const frame = useRef<HTMLDivElement>(null)
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
    const parent = frame.current
    if (!parent) return
    // Made by hand, because Office.js reads the frame's name, which must be set before the frame is in the page.
    const iframe = document.createElement("iframe")
    iframe.title = "Excel Chat"
    iframe.dataset["testid"] = "pane"
    iframe.allow = "clipboard-write"
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
    // The browser shows a page of its own, which nobody else may look into, when the server does not answer.
    const loaded = (): void => setUnreachable(iframe.contentDocument === null)
    iframe.addEventListener("load", loaded)
    parent.append(iframe)
    if (iframe.contentWindow) prefer.current = simulateColorPreference(iframe.contentWindow, latest.current.theme)
    return () => {
      connection.current = undefined
      prefer.current = undefined
      host.close()
      iframe.remove()
    }
  }, [workbook, attempts])

  return (
    <aside
      className={styles.pane}
      style={open ? { width } : { display: "none" }}
      aria-label="Task pane"
      data-testid="task-pane"
      data-region="pane"
      tabIndex={-1}
      onFocus={(event) => {
        if (event.target === event.currentTarget) connection.current?.focusPane()
      }}
    >
      <div className={styles.title}>
        <h2 className={styles.name}>Excel Chat</h2>
        <Button
          appearance="subtle"
          size="small"
          icon={<Dismiss20Regular />}
          aria-label="Close the task pane"
          title="Close"
          onClick={() => onOpen(false)}
        />
      </div>
      {unreachable && (
        <div className={styles.failure} role="alert">
          <p>The server does not answer, so the task pane could not be loaded. Start it with npm start.</p>
          <Button onClick={() => setAttempts(attempts + 1)}>Try again</Button>
        </div>
      )}
      <div
        ref={frame}
        className={styles.frame}
        style={{ pointerEvents: passive ? "none" : undefined, display: unreachable ? "none" : undefined }}
      />
    </aside>
  )
}
