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

/** What the list keeps in sight while an answer grows: the newest turn from its first line, the end, or nothing. */
type Follow = "turn" | "end" | "nothing"

/** The conversation. The list follows a growing answer until its question reaches the top; scrolling to the end keeps following. */
export function MessageList({ turns, onCite, onAskAgain }: Props) {
  const styles = useStyles()
  const list = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const [atEnd, setAtEnd] = useState(true)
  const follow = useRef<Follow>("turn")
  const lastTop = useRef(0)
  const count = turns.length
  const busy = turns.some((turn) => !isSettled(turn))

  const keepInSight = (what: Follow = follow.current): void => {
    follow.current = what
    if (!list.current || what === "nothing") return
    const end = list.current.scrollHeight - list.current.clientHeight
    list.current.scrollTo({ top: what === "end" ? end : Math.min(end, newestTop(list.current, content.current)) })
  }
  // A question of one's own is always shown.
  useLayoutEffect(() => keepInSight("turn"), [count])
  useEffect(() => {
    if (!content.current || !list.current) return
    const observer = new ResizeObserver(() => {
      keepInSight()
      if (list.current) setAtEnd(isAtEnd(list.current))
    })
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
        onScroll={({ currentTarget }) => {
          // The event comes late: more text may have arrived since. Scrolling up stops following; scrolling to the end resumes it.
          const { scrollTop } = currentTarget
          if (scrollTop < lastTop.current) follow.current = "nothing"
          else if (isAtEnd(currentTarget) && scrollTop > newestTop(currentTarget, content.current))
            follow.current = "end"
          lastTop.current = scrollTop
          setAtEnd(isAtEnd(currentTarget))
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
        <Button
          className={styles.jump}
          size="small"
          shape="circular"
          icon={<ArrowDownRegular />}
          onClick={() => keepInSight("end")}
        >
          {busy ? "New" : "To the end"}
        </Button>
      )}
    </div>
  )
}

const isAtEnd = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean =>
  scrollHeight - scrollTop - clientHeight < nearEnd

/** Scroll position at which the newest turn begins at the top of the list. */
function newestTop(list: HTMLElement, content: HTMLElement | null): number {
  const newest = content?.lastElementChild
  if (!newest) return 0
  const space = Number.parseFloat(getComputedStyle(list).paddingTop)
  return list.scrollTop + newest.getBoundingClientRect().top - list.getBoundingClientRect().top - space
}
