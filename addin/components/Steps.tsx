import { makeStyles, tokens } from "@fluentui/react-components"
import { CheckmarkRegular } from "@fluentui/react-icons/svg/checkmark"
import { WarningRegular } from "@fluentui/react-icons/svg/warning"
import type { ShownStep } from "../chat/turn.ts"
import { Citation, type OnCite } from "./Citation.tsx"
import { durationLabel } from "./durationLabel.ts"

const useStyles = makeStyles({
  list: {
    listStyleType: "none",
    margin: 0,
    padding: 0,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
  },
  step: {
    display: "grid",
    gridTemplateColumns: "16px minmax(0, 1fr)",
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
    overflowWrap: "anywhere",
  },
  icon: { marginTop: "2px" },
  time: { color: tokens.colorNeutralForeground3 },
  ranges: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS, gridColumn: 2 },
})

/** What was computed for an answer: each step with its exact operation, its time and its cells. */
export function Steps({ steps, onCite }: { steps: readonly ShownStep[]; onCite: OnCite }) {
  const styles = useStyles()
  if (steps.length === 0) return null
  return (
    <ol className={styles.list} aria-label="Steps">
      {steps.map((step) => (
        <li key={step.toolCallId} className={styles.step}>
          {step.ok ? (
            <CheckmarkRegular className={styles.icon} aria-hidden />
          ) : (
            <WarningRegular className={styles.icon} aria-label="Failed" />
          )}
          <span>
            {step.summary}{" "}
            {step.durationMs !== null && <span className={styles.time}>· {durationLabel(step.durationMs)}</span>}
          </span>
          {step.ranges.length > 0 && (
            <span className={styles.ranges}>
              {step.ranges.map((range) => (
                <Citation key={`${range.sheet}!${range.address}`} {...range} onCite={onCite} />
              ))}
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}
