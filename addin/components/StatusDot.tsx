import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components"
import type { Settings } from "../../shared/conversation.ts"
import type { ConnectionStatus } from "../chat/backend.ts"
import type { ChatView } from "../chat/chat.ts"
import type { SelectedRange } from "../chat/spreadsheet.ts"
import { syncWords } from "../chat/syncWords.ts"
import type { PaneProps } from "./paneProps.ts"
import { WhatIsSent } from "./WhatIsSent.tsx"

const useStyles = makeStyles({
  button: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    flex: "0 1 auto",
    minWidth: "32px",
    minHeight: "32px",
    marginInlineStart: "auto",
    paddingInline: tokens.spacingHorizontalS,
    justifyContent: "center",
    border: "none",
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground3,
    fontFamily: "inherit",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontVariantNumeric: "tabular-nums",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover, color: tokens.colorNeutralForeground2 },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
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
  words: { minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  // Gives way to the chips where there is no room for both; the button's name has all of it.
  usual: { "@media (max-width: 359px)": { display: "none" } },
})

interface Props extends Pick<PaneProps, "view" | "fileNames" | "server" | "measure" | "workbook"> {
  /** What goes with the next question. */
  selection: SelectedRange | null
}

/** Who answers and whether the server is there, as a dot; opens what is sent. */
export function StatusDot({ view, selection, workbook: { sync }, ...props }: Props) {
  const styles = useStyles()
  const { kind } = view.problem ? failed(view.problem) : view.connection
  const { short, long, settled } = statusWords(kind, view.settings, syncWords(sync))
  const dot = mergeClasses(styles.dot, kind === "connected" && styles.connected, kind === "failed" && styles.failed)
  return (
    <WhatIsSent
      {...props}
      className={styles.button}
      button={
        <>
          <span className={dot} aria-hidden />
          <span className={mergeClasses(styles.words, settled && styles.usual)}>{short}</span>
        </>
      }
      status={long}
      label={`${short === long ? "" : `${short}: `}${long}. What is sent?`}
      settings={view.settings}
      selection={selection}
      included={sync.consent === "included" ? sync.sheets.filter((sheet) => sheet.included) : []}
      sentBytes={sync.sentBytes}
    />
  )
}

const words = { connecting: "Connecting…", reconnecting: "Reconnecting…", failed: "Not connected" }

interface StatusWords {
  /** Beside the dot. */
  readonly short: string
  readonly long: string
  /** All is as it should be. */
  readonly settled: boolean
}

function statusWords(
  kind: ConnectionStatus["kind"],
  settings: Settings | null,
  sync: ReturnType<typeof syncWords>,
): StatusWords {
  if (kind !== "connected") return { short: words[kind], long: words[kind], settled: false }
  if (sync?.settled === false) return { short: sync.words, long: sync.words, settled: false }
  const model = settings?.answeredBy === "model" ? (settings.model ?? "model") : undefined
  const short = model ?? "local"
  if (sync) return { short, long: `${model ?? "No model set"} · ${sync.words}`, settled: true }
  const long = model === undefined ? "Computed here · no model set" : `Connected · ${model}`
  return { short, long, settled: true }
}

const failed = (error: NonNullable<ChatView["problem"]>) => ({ kind: "failed", error }) as const
