import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components"
import { ChevronRightRegular } from "@fluentui/react-icons/svg/chevron-right"
import { useId, useState, type ReactNode } from "react"
import { intersect, parseCitation, tryParseAddress } from "../../shared/address.ts"
import type { Source } from "../../shared/answer.ts"
import type { AskedRange, Turn } from "../chat/turn.ts"
import { answeredBy } from "./answeredBy.ts"
import { AnswerText } from "./AnswerText.tsx"
import { rangeLabel } from "./askedLabel.ts"
import { Citation, citationLabel, type OnCite } from "./Citation.tsx"
import { durationLabel } from "./durationLabel.ts"
import { Steps } from "./Steps.tsx"

const useStyles = makeStyles({
  line: { display: "flex", alignItems: "center", minHeight: "32px" },
  toggle: {
    flex: "0 1 auto",
    minWidth: 0,
    minHeight: "32px",
    justifyContent: "flex-start",
    paddingInline: tokens.spacingHorizontalXS,
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalXS})`,
    marginInlineEnd: "auto",
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
  label: { minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  chevron: {
    transitionProperty: "transform",
    transitionDuration: tokens.durationFast,
    "@media (prefers-reduced-motion: reduce)": { transitionDuration: "0s" },
  },
  open: { transform: "rotate(90deg)" },
  content: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    paddingInlineStart: tokens.spacingHorizontalM,
    borderLeft: `2px solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  hidden: { display: "none" },
  by: { margin: 0 },
  sources: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS },
})

interface Props {
  turn: Turn
  /** Markdown: how the question was understood. */
  how: string
  onCite: OnCite
  /** Buttons at the end of the line. */
  children: ReactNode
}

/** Everything behind an answer on one line, folded: what was understood, the cells, the steps, who computed it and how long it took. */
export function How({ turn, how, onCite, children }: Props) {
  const styles = useStyles()
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <>
      <div className={styles.line}>
        <Button
          className={styles.toggle}
          appearance="transparent"
          size="small"
          iconPosition="after"
          icon={<ChevronRightRegular className={mergeClasses(styles.chevron, open && styles.open)} />}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <span className={styles.label}>{lineOf(turn)}</span>
        </Button>
        {children}
      </div>
      <div id={id} className={mergeClasses(styles.content, !open && styles.hidden)}>
        {open && <Content turn={turn} how={how} onCite={onCite} />}
      </div>
    </>
  )
}

function Content({ turn, how, onCite }: Omit<Props, "children">) {
  const styles = useStyles()
  const { asked, summary, steps, text } = turn
  const sources = distinct([
    ...(asked && isUsed(turn, asked) ? [{ sheet: asked.worksheet, address: asked.address }] : []),
    ...(summary?.sources ?? []),
  ]).filter((source) => !citesCells(text, source))
  return (
    <>
      {summary && <p className={styles.by}>{answeredBy(summary)}</p>}
      {how !== "" && <AnswerText text={how} growing={false} summary={summary} quiet onCite={onCite} />}
      {sources.length > 0 && (
        <div className={styles.sources} role="group" aria-label="Sources">
          {sources.map((source) => (
            <Citation key={`${source.sheet}!${source.address}`} {...source} onCite={onCite} />
          ))}
        </div>
      )}
      <Steps steps={steps} onCite={onCite} />
    </>
  )
}

/** `How · Orders!A3:J213 · 1.1 s`. */
function lineOf(turn: Turn): string {
  const { asked, summary, steps } = turn
  const source = summary?.sources[0] ?? steps.find(({ ranges }) => ranges.length > 0)?.ranges[0]
  const place = asked && isUsed(turn, asked) ? rangeLabel(asked) : source && citationLabel(source.sheet, source.address)
  return [
    leadOf(summary),
    ...(place === undefined ? [] : [place]),
    ...(summary ? [durationLabel(summary.processingTimeMs)] : []),
  ].join(" · ")
}

/** Who computed is no news; that nobody did, or that a model wrote, is. */
const leadOf = (summary: Turn["summary"]): string =>
  summary && (summary.answeredBy !== "offline" || summary.ended === "stopped") ? answeredBy(summary) : "How"

/** Whether the answer rests on what was selected: it may have used another table. */
function isUsed({ summary }: Turn, { worksheet, address }: AskedRange): boolean {
  const sources = summary?.sources ?? []
  const asked = tryParseAddress(address)
  return (
    sources.length === 0 ||
    sources.some((source) => {
      const area = tryParseAddress(source.address)
      return source.sheet === worksheet && asked && area && intersect(asked, area)
    })
  )
}

const distinct = (sources: readonly Source[]): Source[] => [
  ...new Map(sources.map((source) => [`${source.sheet}!${source.address}`, source])).values(),
]

/** Whether the text has a link to these cells itself, so that they need not be listed below it. */
const citesCells = (text: string, { sheet, address }: Source): boolean =>
  [...text.matchAll(/\]\((cell:[^)\s]+)\)/g)].some(([, href = ""]) => {
    const target = parseCitation(href)
    return target?.sheet === sheet && target.address === address
  })
