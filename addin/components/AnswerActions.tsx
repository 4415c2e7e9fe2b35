import { Button, Tooltip, makeStyles, tokens } from "@fluentui/react-components"
import { ArrowClockwiseRegular } from "@fluentui/react-icons/svg/arrow-clockwise"
import { CheckmarkRegular } from "@fluentui/react-icons/svg/checkmark"
import { CopyRegular } from "@fluentui/react-icons/svg/copy"
import { useEffect, useState } from "react"
import type { AnswerSummary } from "../../shared/answer.ts"
import { copyAnswer, copyText } from "./copyAnswer.ts"
import { durationLabel } from "./durationLabel.ts"

const useStyles = makeStyles({
  row: { display: "flex", alignItems: "center", minHeight: "32px", flexWrap: "wrap" },
  by: {
    flex: 1,
    minWidth: 0,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    overflowWrap: "anywhere",
  },
  button: { minWidth: "32px", minHeight: "32px" },
})

interface Props {
  summary: AnswerSummary
  className: string
  /** What to copy: the markdown, and the element that shows it. */
  copy: () => { text: string; shown: HTMLElement | null }
  /** Undefined while asking again has to wait. */
  onAskAgain: (() => void) | undefined
}

/** Who answered, how long it took, and the actions for the answer. */
export function AnswerActions({ summary, className, copy, onAskAgain }: Props) {
  const styles = useStyles()
  const [copied, setCopied] = useState<boolean | null>(null)
  useEffect(() => {
    if (copied === null) return
    const timer = setTimeout(() => setCopied(null), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  const runCopy = async (): Promise<void> => {
    const { text, shown } = copy()
    setCopied(shown ? await copyAnswer(text, shown) : await copyText(text))
  }
  return (
    <div className={styles.row}>
      <span className={styles.by}>
        {answeredByLabel(summary)} · {durationLabel(summary.processingTimeMs)}
      </span>
      <span className={className} data-actions="">
        <Tooltip content={copyLabel(copied)} relationship="label">
          <Button
            className={styles.button}
            size="small"
            appearance="subtle"
            icon={copied ? <CheckmarkRegular /> : <CopyRegular />}
            onClick={() => void runCopy()}
          />
        </Tooltip>
        <Tooltip content="Ask again" relationship="label">
          <Button
            className={styles.button}
            size="small"
            appearance="subtle"
            icon={<ArrowClockwiseRegular />}
            disabled={!onAskAgain}
            onClick={onAskAgain}
          />
        </Tooltip>
      </span>
    </div>
  )
}

function copyLabel(copied: boolean | null): string {
  if (copied === null) return "Copy"
  return copied ? "Copied" : "The clipboard is not available here"
}

function answeredByLabel({ answeredBy, model, ended }: AnswerSummary): string {
  const by = { model: model ?? "Model", offline: "Computed without a model", declined: "Not answered" }[answeredBy]
  return ended === "stopped" ? "Stopped" : by
}
