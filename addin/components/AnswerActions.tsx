import { Button, Tooltip, makeStyles, mergeClasses } from "@fluentui/react-components"
import { ArrowClockwiseRegular } from "@fluentui/react-icons/svg/arrow-clockwise"
import { CheckmarkRegular } from "@fluentui/react-icons/svg/checkmark"
import { CopyRegular } from "@fluentui/react-icons/svg/copy"
import { useEffect, useState } from "react"
import { copyAnswer } from "./copyAnswer.ts"

const useStyles = makeStyles({
  actions: { flexShrink: 0 },
  button: { minWidth: "32px", minHeight: "32px" },
})

interface Props {
  className: string
  /** The element that shows what is copied. */
  shown: () => HTMLElement | null
  /** Undefined while asking again has to wait. */
  onAskAgain: (() => void) | undefined
}

/** What can be done with an answer. */
export function AnswerActions({ className, shown, onAskAgain }: Props) {
  const styles = useStyles()
  const [copied, setCopied] = useState<boolean | null>(null)
  useEffect(() => {
    if (copied === null) return
    const timer = setTimeout(() => setCopied(null), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  const runCopy = async (): Promise<void> => {
    const answer = shown()
    setCopied(answer !== null && (await copyAnswer(answer)))
  }
  return (
    <span className={mergeClasses(styles.actions, className)} data-actions="">
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
  )
}

function copyLabel(copied: boolean | null): string {
  if (copied === null) return "Copy"
  return copied ? "Copied" : "The clipboard is not available here"
}
