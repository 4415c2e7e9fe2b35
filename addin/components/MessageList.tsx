import { Button, makeStyles, tokens } from "@fluentui/react-components"
import { ArrowDownRegular } from "@fluentui/react-icons/svg/arrow-down"
import { isSettled, type AskedRange, type Turn } from "../chat/turn.ts"
import type { OnCite } from "./Citation.tsx"
import { TurnView } from "./TurnView.tsx"
import { useFollow } from "./useFollow.ts"

const useStyles = makeStyles({
  frame: { position: "relative", minHeight: 0, display: "flex" },
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
  jump: {
    position: "absolute",
    bottom: tokens.spacingVerticalS,
    left: "50%",
    transform: "translateX(-50%)",
    minHeight: "32px",
  },
})

interface Props {
  turns: readonly Turn[]
  /** Answers come word by word, from a model. */
  written: boolean
  onCite: OnCite
  onAskAgain: (question: string, asked: AskedRange | null) => void
}

/** The conversation: a written answer is followed to its end, a computed one comes whole and is read from its first line. */
export function MessageList({ turns, written, onCite, onAskAgain }: Props) {
  const styles = useStyles()
  const count = turns.length
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
              onCite={onCite}
              onAskAgain={onAskAgain}
            />
          ))}
        </div>
      </div>
      {!atEnd && (
        <Button className={styles.jump} size="small" shape="circular" icon={<ArrowDownRegular />} onClick={toEnd}>
          {busy ? "New" : "To the end"}
        </Button>
      )}
    </div>
  )
}
