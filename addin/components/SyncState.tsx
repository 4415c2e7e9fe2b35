import { Button, ProgressBar, makeStyles, tokens } from "@fluentui/react-components"
import { useState } from "react"
import { counted } from "../chat/mapTree.ts"
import { includedSheets } from "../chat/syncWords.ts"
import type { SyncView } from "../sync/workbookSync.ts"
import { agoLabel } from "./agoLabel.ts"
import { Notice } from "./Notice.tsx"
import { useNow } from "./useNow.ts"

const useStyles = makeStyles({
  state: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  words: { margin: 0, color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  // Of the same height with and without the bar, so that nothing below moves.
  bar: { display: "flex", alignItems: "center", height: "4px" },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS },
  button: { minHeight: "32px", fontWeight: tokens.fontWeightRegular },
})

export interface SyncActions {
  include: (sheetIds: readonly string[]) => void
  decline: () => void
  pause: () => void
  resume: () => void
  /** Stops including and deletes what is stored. */
  forget: () => Promise<void>
}

interface Props {
  sync: SyncView
  on: SyncActions
  /** The server has something of a workbook that is not included. */
  leftOver: boolean
  onChoose: () => void
}

/** How far including the workbook is, and what can be done about it. */
export function SyncState({ sync, on, leftOver, onChoose }: Props) {
  const styles = useStyles()
  const now = useNow()
  const [sure, setSure] = useState(false)
  const { consent, phase, progress, label, error, sheets } = sync
  const button = (text: string, run: () => void, primary = false, title?: string) => (
    <Button
      key={text}
      title={title}
      className={styles.button}
      size="small"
      appearance={primary ? "primary" : "secondary"}
      onClick={run}
    >
      {text}
    </Button>
  )

  if (consent !== "included")
    return (
      <div className={styles.state}>
        <p className={styles.words}>Only the cells you select are used in answers.</p>
        {leftOver && (
          <Notice
            tone="warning"
            text="The server still has what was stored before; no answer uses it."
            action={{ label: "Delete", run: () => void on.forget() }}
          />
        )}
        <div className={styles.buttons}>{button("Include whole workbook…", onChoose)}</div>
      </div>
    )
  if (sure)
    return (
      <div className={styles.state} role="group" aria-label="Stop including and delete">
        <p className={styles.words}>
          Delete what the server has stored of this workbook, and send only what you select from now on?
        </p>
        <div className={styles.buttons}>
          {button(
            "Delete",
            () => {
              setSure(false)
              void on.forget()
            },
            true,
          )}
          {button("Keep", () => setSure(false))}
        </div>
      </div>
    )
  // Later than the first time it passes in a moment: buttons that come and go would only disturb.
  const running = (phase === "starting" || phase === "syncing") && (sync.syncedAt === null || progress !== null)
  const failures = sheets.filter(({ included, problem }) => included && problem !== null)
  return (
    <div className={styles.state}>
      <p className={styles.words} role="status">
        {running
          ? `${label ?? "Reading the workbook"}…`
          : phase === "paused"
            ? "Paused. Edits are not sent until you go on."
            : `${counted(includedSheets(sync).length, "sheet")} included${sync.pending ? " · edits on their way" : sync.syncedAt === null ? "" : ` · synced ${agoLabel(new Date(sync.syncedAt), now)}`}`}
      </p>
      <div className={styles.bar}>
        {running && (
          <ProgressBar
            thickness="medium"
            aria-label="Including the workbook"
            {...(progress !== null && { value: progress })}
          />
        )}
      </div>
      {phase === "failed" && error && (
        <Notice tone="error" text={error.message} action={{ label: "Try again", run: on.resume }} />
      )}
      {failures.map(({ sheetId, name, problem }) => (
        <Notice key={sheetId} tone="warning" text={`${name}: ${problem ?? ""}`} />
      ))}
      <div className={styles.buttons}>
        {running && button("Pause", on.pause)}
        {running && button("Cancel", () => void on.forget(), false, "Stops, and deletes what was sent")}
        {phase === "paused" && button("Go on", on.resume, true)}
        {!running && button("Choose sheets…", onChoose)}
        {!running && button("Stop and delete…", () => setSure(true))}
      </div>
    </div>
  )
}
