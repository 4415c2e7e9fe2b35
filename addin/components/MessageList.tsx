import { Button, makeStyles, tokens } from "@fluentui/react-components"
import { ArrowDownRegular } from "@fluentui/react-icons/svg/arrow-down"
import { useMemo, type ReactNode } from "react"
import { isSettled, type AskedRange, type Turn } from "../chat/turn.ts"
import type { OnCite } from "./Citation.tsx"
import { TurnView } from "./TurnView.tsx"
import { useFollow } from "./useFollow.ts"

const useStyles = makeStyles({
  frame: { minHeight: 0, display: "flex", flexDirection: "column" },
  list: {
    flex: 1,
    minWidth: 0,
    // The desktop web view hides scroll bars otherwise.
    overflowY: "scroll",
    overflowX: "hidden",
    scrollbarWidth: "thin",
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXL },
  // A row of its own: over the text it would cover what is read.
  jump: { display: "flex", justifyContent: "center", paddingBlockStart: tokens.spacingVerticalXS },
  button: { minHeight: "32px" },
})

// The same each time: only the last turn is drawn again.
const none: readonly never[] = []
const nobody = (): void => undefined

interface Props {
  turns: readonly Turn[]
  /** Answers come word by word, from a model. */
  written: boolean
  /** Questions that fit the selection, for an answer that offers nothing itself. */
  suggestions: readonly string[]
  /** Stands under the last answer. */
  children: ReactNode
  onAsk: (question: string) => void
  onCite: OnCite
  onAskAgain: (question: string, asked: AskedRange | null) => void
}

/** The conversation: a written answer is followed to its end, a computed one comes whole and is read from its first line. */
export function MessageList({ turns, written, suggestions, children, onAsk, onCite, onAskAgain }: Props) {
  const styles = useStyles()
  const count = turns.length
  const others = useMemo(() => suggestions.map((question) => ({ label: question, question })), [suggestions])
  const busy = turns.some((turn) => !isSettled(turn))
  const { list, content, atEnd, toEnd, listeners } = useFollow(count, written ? "end" : "turn")

  return (
    <div className={styles.frame}>
      <div
        ref={list}
        className={styles.list}
        role="log"
        aria-label="Conversation"
        aria-live="off"
        tabIndex={0}
        data-region=""
        {...listeners}
      >
        <div ref={content} className={styles.content}>
          {turns.map((turn, index) => (
            <TurnView
              key={turn.messageId}
              turn={turn}
              position={index + 1}
              isLast={index === count - 1}
              busy={busy}
              suggestions={index === count - 1 ? others : none}
              onAsk={index === count - 1 ? onAsk : nobody}
              onCite={onCite}
              onAskAgain={onAskAgain}
            />
          ))}
          {children}
        </div>
      </div>
      {!atEnd && (
        <div className={styles.jump}>
          <Button className={styles.button} size="small" shape="circular" icon={<ArrowDownRegular />} onClick={toEnd}>
            {busy ? "New" : "To the end"}
          </Button>
        </div>
      )}
    </div>
  )
}
