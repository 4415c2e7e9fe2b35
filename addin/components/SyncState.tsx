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
  const [sure, setSure] = useState(false)
  if (sync.consent !== "included") return <NotIncluded on={on} leftOver={leftOver} onChoose={onChoose} />
  if (sure) return <AskForget onForget={() => void on.forget()} onDone={() => setSure(false)} />
  return <Included sync={sync} on={on} onChoose={onChoose} onForget={() => setSure(true)} />
}

function NotIncluded({ on, leftOver, onChoose }: Omit<Props, "sync">) {
  const styles = useStyles()
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
      <div className={styles.buttons}>
        <SmallButton text="Include whole workbook…" run={onChoose} />
      </div>
    </div>
  )
}

function AskForget({ onForget, onDone }: { onForget: () => void; onDone: () => void }) {
  const styles = useStyles()
  return (
    <div className={styles.state} role="group" aria-label="Stop including and delete">
      <p className={styles.words}>
        Delete what the server has stored of this workbook, and send only what you select from now on?
      </p>
      <div className={styles.buttons}>
        <SmallButton
          text="Delete"
          run={() => {
            onDone()
            onForget()
          }}
          primary
        />
        <SmallButton text="Keep" run={onDone} />
      </div>
    </div>
  )
}

type IncludedProps = Pick<Props, "sync" | "on" | "onChoose"> & { onForget: () => void }

function Included({ sync, on, onChoose, onForget }: IncludedProps) {
  const styles = useStyles()
  const now = useNow()
  const { phase, progress, error } = sync
  const running = isRunning(sync)
  const failures = sync.sheets.filter(({ included, problem }) => included && problem !== null)
  return (
    <div className={styles.state}>
      <p className={styles.words} role="status">
        {stateWords(sync, now)}
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
        {running && <SmallButton text="Pause" run={on.pause} />}
        {running && <SmallButton text="Cancel" run={() => void on.forget()} title="Stops, and deletes what was sent" />}
        {phase === "paused" && <SmallButton text="Go on" run={on.resume} primary />}
        {!running && <SmallButton text="Choose sheets…" run={onChoose} />}
        {!running && <SmallButton text="Stop and delete…" run={onForget} />}
      </div>
    </div>
  )
}

/** After the first time it takes a moment only: buttons that flash up would distract. */
const isRunning = ({ phase, syncedAt, progress }: SyncView): boolean =>
  (phase === "starting" || phase === "syncing") && (syncedAt === null || progress !== null)

function stateWords(sync: SyncView, now: Date): string {
  if (isRunning(sync)) return `${sync.label ?? "Reading the workbook"}…`
  if (sync.phase === "paused") return "Paused. Edits are not sent until you go on."
  const included = `${counted(includedSheets(sync).length, "sheet")} included`
  if (sync.pending) return `${included} · edits on their way`
  return sync.syncedAt === null ? included : `${included} · synced ${agoLabel(new Date(sync.syncedAt), now)}`
}

function SmallButton(props: { text: string; run: () => void; primary?: boolean; title?: string }) {
  const styles = useStyles()
  return (
    <Button
      title={props.title}
      className={styles.button}
      size="small"
      appearance={props.primary ? "primary" : "secondary"}
      onClick={props.run}
    >
      {props.text}
    </Button>
  )
}
