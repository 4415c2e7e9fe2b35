import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components"
import { memo, useRef } from "react"
import { parseCitation } from "../../shared/address.ts"
import { isSettled, type AskedRange, type Turn } from "../chat/turn.ts"
import { AnswerActions } from "./AnswerActions.tsx"
import { AnswerText } from "./AnswerText.tsx"
import { rangeLabel, sizeLabel } from "./askedLabel.ts"
import { Citation, type OnCite } from "./Citation.tsx"
import { Notice } from "./Notice.tsx"
import { Steps } from "./Steps.tsx"
import { Waiting } from "./Waiting.tsx"

const useStyles = makeStyles({
  turn: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  question: {
    alignSelf: "flex-end",
    maxWidth: "88%",
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusXLarge,
    borderEndEndRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    border: `1px solid ${tokens.colorTransparentStroke}`,
  },
  asked: {
    alignSelf: "flex-end",
    minWidth: 0,
    maxWidth: "100%",
    height: "auto",
    minHeight: "32px",
    marginBlock: "-8px",
    paddingInline: tokens.spacingHorizontalXS,
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    overflowWrap: "anywhere",
    textAlign: "end",
  },
  answer: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS, minWidth: 0 },
  sources: { display: "flex", flexWrap: "wrap", marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalXS})` },
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

interface Props {
  turn: Turn
  /** Its place in the conversation, from one. */
  position: number
  isLast: boolean
  /** Another answer is under way: asking again has to wait. */
  busy: boolean
  onCite: OnCite
  onAskAgain: (question: string, asked: AskedRange | null) => void
}

/** A question and its answer. Memoised: a finished turn costs nothing while the next one streams. */
export const TurnView = memo(function TurnView({ turn, position, isLast, busy, onCite, onAskAgain }: Props) {
  const styles = useStyles()
  const shown = useRef<HTMLDivElement>(null)
  const { asked, summary, error } = turn
  const askAgain = busy ? undefined : () => onAskAgain(turn.question, asked)
  return (
    <article className={styles.turn} aria-label={`Question ${position}`}>
      <div className={styles.question} dir="auto">
        {turn.question}
      </div>
      {asked && (
        <Button
          className={styles.asked}
          appearance="transparent"
          size="small"
          title="Show in the workbook"
          onClick={() => onCite(asked.worksheet, asked.address)}
        >
          {rangeLabel(asked)} · {sizeLabel(asked)}
        </Button>
      )}
      <div className={mergeClasses(styles.answer, styles.answered)}>
        {turn.text !== "" && (
          <div ref={shown}>
            <AnswerText turn={turn} onCite={onCite} />
          </div>
        )}
        {!isSettled(turn) && (turn.phase !== "streaming" || turn.waiting) && <Waiting turn={turn} />}
        {error && (
          <Notice
            tone={error.code === "cancelled" ? "info" : "error"}
            text={error.message}
            action={askAgain && { label: "Ask again", run: askAgain }}
          />
        )}
        {summary && <SummaryNotices summary={summary} />}
        {isSettled(turn) && <Steps steps={turn.steps} onCite={onCite} />}
        <Sources turn={turn} onCite={onCite} />
        {summary && (
          <AnswerActions
            summary={summary}
            className={mergeClasses(styles.actions, isLast && styles.newest)}
            copy={() => ({ text: turn.text, shown: shown.current })}
            onAskAgain={askAgain}
          />
        )}
      </div>
    </article>
  )
})

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

function Sources({ turn: { summary, text }, onCite }: Pick<Props, "turn" | "onCite">) {
  const styles = useStyles()
  const sources = (summary?.sources ?? []).filter(({ sheet, address }) => !citesCells(text, sheet, address))
  if (sources.length === 0) return null
  return (
    <div className={styles.sources} role="group" aria-label="Sources">
      {sources.map((source) => (
        <Citation key={`${source.sheet}!${source.address}`} {...source} onCite={onCite} />
      ))}
    </div>
  )
}

/** Whether the text has a link to these cells itself, so that they need not be listed below it. */
const citesCells = (text: string, sheet: string, address: string): boolean =>
  [...text.matchAll(/\]\((cell:[^)\s]+)\)/g)].some(([, href = ""]) => {
    const target = parseCitation(href)
    return target?.sheet === sheet && target.address === address
  })
