import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components"
import { useEffect, useRef, useState, type ReactNode } from "react"

/** Rows shown until the reader asks for all; a table only a little longer is shown whole. */
const shortTable = 10
const whole = shortTable + 2

const useStyles = makeStyles({
  frame: {
    position: "relative",
    marginBlock: `${tokens.spacingVerticalXS} ${tokens.spacingVerticalS}`,
    maxWidth: "100%",
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    overflow: "hidden",
    // Over the last column that shows, where there is more to the right.
    "::after": {
      content: '""',
      position: "absolute",
      insetBlock: 0,
      insetInlineEnd: 0,
      width: "16px",
      pointerEvents: "none",
      opacity: 0,
      backgroundImage: `linear-gradient(to right, transparent, ${tokens.colorNeutralShadowKey})`,
      borderRight: `2px solid ${tokens.colorNeutralStrokeAccessible}`,
    },
  },
  moreRight: { "::after": { opacity: 1 } },
  scroll: {
    overflowX: "auto",
    scrollbarWidth: "thin",
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  table: {
    width: "100%",
    borderCollapse: "separate",
    borderSpacing: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontVariantNumeric: "tabular-nums",
    overflowWrap: "normal",
    "& th, & td": {
      padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
      textAlign: "start",
      verticalAlign: "top",
      // The table scrolls inside its frame; words broken to fit a narrow pane could not be read.
      whiteSpace: "nowrap",
    },
    "& [data-number]": { textAlign: "end" },
    "& [data-long]": { minWidth: "180px", whiteSpace: "normal" },
    "& th": { backgroundColor: tokens.colorNeutralBackground3, fontWeight: tokens.fontWeightSemibold },
    "& tbody tr:not(:last-child) td": { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
    // What a row is about stays in sight beside the figures, and leaves them room.
    "& th:first-child, & td:first-child": { position: "sticky", insetInlineStart: 0 },
    // A proof opens in its cell, and over the cells below.
    "& :is(th, td):has([role=dialog])": { zIndex: 1 },
    "& td:first-child": { backgroundColor: tokens.colorNeutralBackground1 },
    "& td:first-child[data-long]": { minWidth: "120px" },
  },
  scrolled: {
    "& th:first-child, & td:first-child": { borderRight: `1px solid ${tokens.colorNeutralStrokeAccessible}` },
  },
  short: { [`& tbody tr:nth-child(n + ${shortTable + 1})`]: { display: "none" } },
  all: {
    width: "100%",
    minHeight: "32px",
    borderRadius: 0,
    fontWeight: tokens.fontWeightRegular,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
})

/** A table of an answer: its first column stays, a shadow says that there is more to the side, and a long one begins folded. */
export function AnswerTable({ rows, children }: { rows: number; children: ReactNode }) {
  const styles = useStyles()
  const [all, setAll] = useState(false)
  const scroll = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState({ scrolled: false, moreRight: false })
  const look = (): void => {
    if (!scroll.current) return
    const { scrollLeft, scrollWidth, clientWidth } = scroll.current
    const from = Math.abs(scrollLeft)
    const next = { scrolled: from > 1, moreRight: scrollWidth - clientWidth - from > 1 }
    setPlace((before) => (before.scrolled === next.scrolled && before.moreRight === next.moreRight ? before : next))
  }
  useEffect(() => {
    const box = scroll.current
    if (!box) return
    const observer = new ResizeObserver(look)
    observer.observe(box)
    if (box.firstElementChild) observer.observe(box.firstElementChild)
    return () => observer.disconnect()
  }, [])
  const folded = !all && rows > whole
  return (
    <div className={mergeClasses(styles.frame, place.moreRight && styles.moreRight)}>
      <div ref={scroll} className={styles.scroll} tabIndex={0} role="group" aria-label="Table" onScroll={look}>
        <table className={mergeClasses(styles.table, place.scrolled && styles.scrolled, folded && styles.short)}>
          {children}
        </table>
      </div>
      {folded && (
        <Button data-not-copied="" className={styles.all} size="small" appearance="subtle" onClick={() => setAll(true)}>
          Show all {rows} rows
        </Button>
      )}
    </div>
  )
}
