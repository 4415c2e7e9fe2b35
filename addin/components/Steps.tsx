import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components"
import { CheckmarkRegular } from "@fluentui/react-icons/svg/checkmark"
import { ChevronRightRegular } from "@fluentui/react-icons/svg/chevron-right"
import { WarningRegular } from "@fluentui/react-icons/svg/warning"
import { useId, useState } from "react"
import type { ShownStep } from "../chat/turn.ts"
import { Citation, type OnCite } from "./Citation.tsx"
import { durationLabel } from "./durationLabel.ts"

const useStyles = makeStyles({
  toggle: {
    justifyContent: "flex-start",
    minWidth: 0,
    minHeight: "32px",
    paddingInline: tokens.spacingHorizontalXS,
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalXS})`,
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
  chevron: {
    transitionProperty: "transform",
    transitionDuration: tokens.durationFast,
    "@media (prefers-reduced-motion: reduce)": { transitionDuration: "0s" },
  },
  open: { transform: "rotate(90deg)" },
  list: { listStyleType: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column" },
  step: {
    display: "grid",
    gridTemplateColumns: "16px 1fr",
    columnGap: tokens.spacingHorizontalS,
    paddingBlock: tokens.spacingVerticalXXS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: "anywhere",
  },
  icon: { marginTop: "2px" },
  time: { color: tokens.colorNeutralForeground3 },
  ranges: { display: "flex", flexWrap: "wrap", gridColumn: 2 },
})

/** What was computed for an answer, folded away: each step with its exact operation, its time and its cells. */
export function Steps({ steps, onCite }: { steps: readonly ShownStep[]; onCite: OnCite }) {
  const styles = useStyles()
  const [open, setOpen] = useState(false)
  const id = useId()
  if (steps.length === 0) return null
  return (
    <div>
      <Button
        className={styles.toggle}
        appearance="transparent"
        size="small"
        icon={<ChevronRightRegular className={mergeClasses(styles.chevron, open && styles.open)} />}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {steps.length === 1 ? "1 step" : `${steps.length} steps`}
      </Button>
      <ol id={id} className={styles.list} hidden={!open}>
        {open &&
          steps.map((step) => (
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
    </div>
  )
}
