import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components"
import type { Settings } from "../../shared/conversation.ts"
import type { ConnectionStatus } from "../chat/backend.ts"
import type { syncWords } from "../chat/syncWords.ts"

const useStyles = makeStyles({
  line: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    minHeight: "32px",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
  dot: {
    flexShrink: 0,
    width: "8px",
    height: "8px",
    borderRadius: tokens.borderRadiusCircular,
    boxSizing: "border-box",
    border: `2px solid ${tokens.colorNeutralStrokeAccessible}`,
  },
  connected: { border: `4px solid ${tokens.colorStatusSuccessBorder2}` },
  failed: { border: `4px solid ${tokens.colorStatusDangerBorder2}` },
  text: { flex: 1, minWidth: 0, fontVariantNumeric: "tabular-nums" },
})

interface Props {
  settings: Settings | null
  connection: ConnectionStatus
  /** How far the workbook is included; null where there is nothing to tell. */
  sync: ReturnType<typeof syncWords>
  children: React.ReactNode
}

/** Who answers, and whether the server is there. */
export function StatusLine({ settings, connection, sync, children }: Props) {
  const styles = useStyles()
  const { kind } = connection
  return (
    <div className={styles.line}>
      <span
        className={mergeClasses(
          styles.dot,
          kind === "connected" && styles.connected,
          kind === "failed" && styles.failed,
        )}
        aria-hidden
      />
      <span className={styles.text}>{kind === "connected" ? answeredBy(settings, sync) : words[kind]}</span>
      {children}
    </div>
  )
}

const words = { connecting: "Connecting…", reconnecting: "Reconnecting…", failed: "Not connected" }

function answeredBy(settings: Settings | null, sync: Props["sync"]): string {
  if (sync?.settled === false) return sync.words
  const model = settings?.answeredBy === "model" ? (settings.model ?? "model") : undefined
  if (sync) return `${model ?? "No model set"} · ${sync.words}`
  return model === undefined ? "Computed here · no model set" : `Connected · ${model}`
}
