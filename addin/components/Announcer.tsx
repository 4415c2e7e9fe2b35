import { makeStyles } from "@fluentui/react-components"
import { useEffect, useRef, useState } from "react"
import { isSettled, type Turn } from "../chat/turn.ts"

const useStyles = makeStyles({
  hidden: {
    position: "absolute",
    width: "1px",
    height: "1px",
    overflow: "hidden",
    clipPath: "inset(50%)",
    whiteSpace: "nowrap",
  },
})

/** Announces to screen readers that an answer has started, and then the finished answer; the streaming itself is not announced. */
export function Announcer({ turn }: { turn: Turn | undefined }) {
  const styles = useStyles()
  const [words, setWords] = useState("")
  const running = useRef<string | undefined>(undefined)
  const settled = turn !== undefined && isSettled(turn)
  useEffect(() => {
    // What was said of another chat is over.
    if (!turn) {
      running.current = undefined
      setWords("")
      return
    }
    if (!settled && running.current !== turn.messageId) {
      running.current = turn.messageId
      setWords("Working on the answer.")
    } else if (settled && running.current === turn.messageId) {
      running.current = undefined
      setWords(turn.error ? turn.error.message : spoken(turn.text))
    }
  }, [turn, settled])
  return (
    <div className={styles.hidden} aria-live="polite" role="status">
      {words}
    </div>
  )
}

const longest = 600

/** Markdown as it would be read out, cut to a bearable length. */
function spoken(markdown: string): string {
  const text = markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^\|?[\s:|-]+\|?$/gm, "")
    .replace(/[*_`#>|]+/g, " ")
    .replace(/\s+/g, " ")
    .trim()
  return text.length <= longest ? text : `${text.slice(0, longest)}… The rest is in the conversation.`
}
