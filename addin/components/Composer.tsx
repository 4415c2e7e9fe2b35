import { Button, Tooltip, makeStyles, tokens } from "@fluentui/react-components"
import { SendRegular } from "@fluentui/react-icons/svg/send"
import { RecordStopRegular } from "@fluentui/react-icons/svg/record-stop"
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react"
import { limits } from "../../shared/limits.ts"

const useStyles = makeStyles({
  box: {
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    ":focus-within": { outline: `2px solid ${tokens.colorCompoundBrandStroke}`, outlineOffset: "-1px" },
  },
  row: { display: "flex", alignItems: "flex-end" },
  text: {
    flex: 1,
    minWidth: 0,
    boxSizing: "border-box",
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    border: "none",
    outline: "none",
    resize: "none",
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground1,
    fontFamily: "inherit",
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    // Six lines and the padding.
    maxHeight: `calc(6 * ${tokens.lineHeightBase300} + 2 * ${tokens.spacingVerticalS})`,
    "::placeholder": { color: tokens.colorNeutralForeground3, opacity: 1 },
  },
  button: { minWidth: "32px", minHeight: "32px", margin: "2px" },
})

interface Props {
  /** An answer is under way: the button stops it instead of sending. */
  running: boolean
  /** False while there is no chat to send to. */
  enabled: boolean
  /** Earlier questions, oldest first, for the arrow keys. */
  asked: readonly string[]
  /** Returns false when the question could not be taken; it then stays in the box. */
  onAsk: (question: string) => boolean
  onStop: () => void
  /** Stands above the question, in the same box: what is sent with it. */
  children: ReactNode
}

/** Where the question is written: Enter sends, Shift+Enter breaks the line, Esc stops, ↑ brings back earlier questions. */
export function Composer({ running, enabled, asked, onAsk, onStop, children }: Props) {
  const styles = useStyles()
  const [text, setText] = useState("")
  /** How far back an earlier question was brought back; 0 is what is being written. */
  const [recalled, setRecalled] = useState(0)
  const area = useRef<HTMLTextAreaElement>(null)

  useLayoutEffect(() => {
    if (!area.current) return
    area.current.style.height = "auto"
    area.current.style.height = `${area.current.scrollHeight}px`
  }, [text])

  const send = (): void => {
    const question = text.trim()
    if (question === "" || running || !enabled || !onAsk(question)) return
    setText("")
    setRecalled(0)
  }
  const recall = (back: number): void => {
    setRecalled(back)
    setText(back === 0 ? "" : (asked[asked.length - back] ?? ""))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // While an input method composes, Enter picks a candidate.
    if (event.nativeEvent.isComposing) return
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault()
      send()
    } else if (event.key === "ArrowUp" && (text === "" || recalled > 0) && recalled < asked.length) {
      event.preventDefault()
      recall(recalled + 1)
    } else if (event.key === "ArrowDown" && recalled > 0) {
      event.preventDefault()
      recall(recalled - 1)
    }
  }

  return (
    <div className={styles.box}>
      {children}
      <div className={styles.row}>
        <textarea
          id="question"
          ref={area}
          className={styles.text}
          rows={1}
          dir="auto"
          value={text}
          maxLength={limits.questionCharacters}
          placeholder="Ask about your data…"
          aria-label="Question"
          onChange={(event) => {
            setText(event.target.value)
            setRecalled(0)
          }}
          onKeyDown={onKeyDown}
        />
        {running ? (
          <Tooltip content="Stop (Esc)" relationship="label">
            <Button className={styles.button} appearance="subtle" icon={<RecordStopRegular />} onClick={onStop} />
          </Tooltip>
        ) : (
          <Tooltip content="Send (Enter)" relationship="label">
            <Button
              className={styles.button}
              appearance={text.trim() === "" ? "subtle" : "primary"}
              icon={<SendRegular />}
              disabled={text.trim() === "" || !enabled}
              onClick={send}
            />
          </Tooltip>
        )}
      </div>
    </div>
  )
}
