import { CopilotMessage } from "@fluentui-copilot/react-copilot-chat"
import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components"
import { useMemo, useRef, type RefObject } from "react"
import type { Suggestion } from "../../shared/answer.ts"
import { answerParts } from "../chat/answerParts.ts"
import { isSettled, type AskedRange, type Turn } from "../chat/turn.ts"
import { AnswerActions } from "./AnswerActions.tsx"
import { AnswerText } from "./AnswerText.tsx"
import type { OnCite } from "./Citation.tsx"
import { How } from "./How.tsx"
import { Notice } from "./Notice.tsx"
import { Suggestions } from "./Suggestions.tsx"
import { Waiting } from "./Waiting.tsx"

const useStyles = makeStyles({
  // Copilot's own wraps, and a column that wraps is as wide as the widest table in it.
  answer: { flexWrap: "nowrap", rowGap: tokens.spacingVerticalSNudge, minWidth: 0 },
  actions: {
    opacity: 0,
    transitionProperty: "opacity",
    transitionDuration: tokens.durationFast,
    "@media (hover: none)": { opacity: 1 },
    "@media (prefers-reduced-motion: reduce)": { transitionDuration: "0s" },
  },
  answered: {
    ":hover [data-actions]": { opacity: 1 },
    ":focus-within [data-actions]": { opacity: 1 },
  },
  newest: { opacity: 1 },
})

export interface AnswerProps {
  turn: Turn
  isLast: boolean
  /** Another answer is under way: asking again has to wait. */
  busy: boolean
  /** About the selection: offered where the answer itself offers nothing. */
  suggestions: readonly Suggestion[]
  onAsk: (question: string) => void
  onCite: OnCite
  onAskAgain: (question: string, asked: AskedRange | null) => void
}

/** What has come of a question so far, in the form of Copilot's answers. */
export function Answer(props: AnswerProps) {
  const { turn, busy, onAskAgain } = props
  const styles = useStyles()
  const shown = useRef<HTMLDivElement>(null)
  const { summary, error } = turn
  const askAgain = busy ? undefined : () => onAskAgain(turn.question, turn.asked)
  const parts = useMemo(() => answerParts(turn.text), [turn.text])
  return (
    <CopilotMessage
      {...plainGroup}
      mode="sidecar"
      className={mergeClasses(styles.answer, styles.answered)}
      accessibleHeading={heading}
      avatar={nothing}
      name={nothing}
      disclaimer={null}
    >
      <Said {...props} text={parts.answer} assumed={parts.assumed} shown={shown} />
      {error && (
        <Notice
          tone={error.code === "cancelled" ? "info" : "error"}
          text={error.message}
          action={askAgain && { label: "Ask again", run: askAgain }}
        />
      )}
      {summary && <SummaryNotices summary={summary} />}
      {isSettled(turn) && <Ending {...props} how={parts.how} shown={shown} askAgain={askAgain} />}
      {isSettled(turn) && props.isLast && <Next {...props} examples={parts.examples} />}
    </CopilotMessage>
  )
}

interface SaidProps extends Pick<AnswerProps, "turn" | "onCite"> {
  /** Markdown. */
  text: string
  assumed: string
  shown: RefObject<HTMLDivElement>
}

/** The answer itself, or what it waits for. */
function Said({ turn, text, assumed, shown, onCite }: SaidProps) {
  const { summary, phase } = turn
  return (
    <>
      {text !== "" && (
        <div ref={shown}>
          <AnswerText text={text} growing={phase === "streaming"} summary={summary} onCite={onCite} />
        </div>
      )}
      {assumed !== "" && <AnswerText text={assumed} growing={false} summary={summary} quiet onCite={onCite} />}
      {!isSettled(turn) && (phase !== "streaming" || turn.waiting) && <Waiting turn={turn} />}
    </>
  )
}

interface EndingProps extends Pick<AnswerProps, "turn" | "isLast" | "onCite"> {
  how: string
  shown: RefObject<HTMLDivElement>
  askAgain: (() => void) | undefined
}

/** The folded line, and what can be done with the answer. */
function Ending({ turn, isLast, how, shown, askAgain, onCite }: EndingProps) {
  const styles = useStyles()
  if (!turn.summary && turn.steps.length === 0) return null
  return (
    <How turn={turn} how={how} onCite={onCite}>
      {turn.summary && (
        <AnswerActions
          className={mergeClasses(styles.actions, isLast && styles.newest)}
          shown={() => shown.current}
          onAskAgain={askAgain}
        />
      )}
    </How>
  )
}

/** What the server offers, else a refusal's examples, which are about the same cells; else what fits the selection. */
function Next({ turn, busy, suggestions, examples, ...on }: AnswerProps & { examples: readonly string[] }) {
  const sent = turn.summary?.suggestions ?? []
  const own = sent.length > 0 ? sent : examples.map((question) => ({ label: question, question }))
  return own.length > 0 ? (
    <Suggestions suggestions={own} disabled={busy} onAsk={(question) => on.onAskAgain(question, turn.asked)} />
  ) : (
    <Suggestions suggestions={suggestions} disabled={busy} onAsk={on.onAsk} />
  )
}

// Its own article, place in the tab order and focus trap would stand between the keyboard and what is in the answer.
const plainGroup = {
  role: "group",
  "aria-label": "Answer",
  "aria-labelledby": undefined,
  tabIndex: undefined,
  "data-tabster": undefined,
}
const heading = { as: "div", role: "heading", "aria-level": 2, children: "Excel Chat said:" } as const
const nothing = { style: { display: "none" } }

function SummaryNotices({ summary: { notice, ended } }: { summary: NonNullable<Turn["summary"]> }) {
  return (
    <>
      {notice && <Notice tone="info" text={notice} />}
      {ended === "cut" && (
        <Notice tone="warning" text="The answer broke off before its end. What is shown was received." />
      )}
    </>
  )
}
