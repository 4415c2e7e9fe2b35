import { Button, makeStyles, tokens } from "@fluentui/react-components"
import { Dismiss20Regular } from "@fluentui/react-icons/svg/dismiss"
import { useImperativeHandle, useRef, type RefObject } from "react"
import { usePaneFrame, type PaneFrameOptions } from "./usePaneFrame.ts"

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

interface Props extends PaneFrameOptions {
  open: boolean
  width: number
  /** The frame lets the pointer through, while the splitter is dragged across it. */
  passive: boolean
  /** Is given what asks about the selection. */
  asking: RefObject<() => void>
}

/**
 * The task pane beside the sheet: Excel's title bar and, in a frame, the very page that Excel loads. A closed pane stays
 * alive, as the add-in's shared runtime does in Excel.
 */
export function TaskPane({ open, width, passive, asking, ...options }: Props) {
  const styles = useStyles()
  const frame = useRef<HTMLDivElement>(null)
  const { unreachable, loadAgain, focusPane, ask } = usePaneFrame(frame, options)
  useImperativeHandle(asking, () => ask)

  return (
    <aside
      className={styles.pane}
      style={open ? { width } : { display: "none" }}
      aria-label="Task pane"
      data-testid="task-pane"
      data-region="pane"
      tabIndex={-1}
      onFocus={(event) => {
        if (event.target === event.currentTarget) focusPane()
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
          onClick={() => options.onOpen(false)}
        />
      </div>
      {unreachable && (
        <div className={styles.failure} role="alert">
          <p>The server does not answer, so the task pane could not be loaded. Start it with npm start.</p>
          <Button onClick={loadAgain}>Try again</Button>
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
