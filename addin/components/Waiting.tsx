import { ProgressBar, makeStyles, tokens } from "@fluentui/react-components"
import { AnswerSkeleton } from "./AnswerText.tsx"
import type { Turn } from "../chat/turn.ts"

const useStyles = makeStyles({
  waiting: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  label: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
})

/** What an unfinished turn waits for, with its progress where that is known. */
export function Waiting({ turn }: { turn: Turn }) {
  const styles = useStyles()
  const progress = turn.waiting?.progress ?? null
  return (
    <div className={styles.waiting}>
      <span className={styles.label}>{waitingLabel(turn)}…</span>
      {progress !== null && <ProgressBar thickness="medium" value={progress} aria-label={waitingLabel(turn)} />}
      {turn.text === "" && progress === null && <AnswerSkeleton />}
    </div>
  )
}

function waitingLabel({ waiting, phase, steps, asked }: Turn): string {
  const running = steps.findLast((step) => step.durationMs === null)
  if (waiting) return waiting.label.replace(/[.…]+$/, "")
  if (running) return running.summary.replace(/[.…]+$/, "")
  if (phase === "reading" && asked) return `Reading ${asked.worksheet}`
  return phase === "reading" || phase === "sending" ? "Sending" : "Working"
}
