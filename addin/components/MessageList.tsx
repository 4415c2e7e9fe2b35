import { Button, makeStyles, tokens } from "@fluentui/react-components"
import { ArrowDownRegular } from "@fluentui/react-icons/svg/arrow-down"
import { useEffect, useLayoutEffect, useRef, useState } from "react"
import { isSettled, type AskedRange, type Turn } from "../chat/turn.ts"
import type { OnCite } from "./Citation.tsx"
import { TurnView } from "./TurnView.tsx"

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

/** Pixels from the end within which the reader counts as being there. */
const nearEnd = 24

interface Props {
  turns: readonly Turn[]
  onCite: OnCite
  onAskAgain: (question: string, asked: AskedRange | null) => void
}

/** The conversation. It keeps to its end only while the reader is there. */
export function MessageList({ turns, onCite, onAskAgain }: Props) {
  const styles = useStyles()
  const list = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const [atEnd, setAtEnd] = useState(true)
  const stick = useRef(true)
  const lastTop = useRef(0)
  const count = turns.length
  const busy = turns.some((turn) => !isSettled(turn))

  const toEnd = (): void => {
    stick.current = true
    list.current?.scrollTo({ top: list.current.scrollHeight })
  }
  // A question of one's own is always shown.
  useLayoutEffect(toEnd, [count])
  useEffect(() => {
    if (!content.current || !list.current) return
    const observer = new ResizeObserver(() => stick.current && toEnd())
    observer.observe(content.current)
    observer.observe(list.current)
    return () => observer.disconnect()
  }, [])

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
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          // The event comes late: more text may have arrived since. Only who scrolls up leaves the end.
          if (scrollHeight - scrollTop - clientHeight < nearEnd) stick.current = true
          else if (scrollTop < lastTop.current) stick.current = false
          lastTop.current = scrollTop
          setAtEnd(stick.current)
        }}
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
