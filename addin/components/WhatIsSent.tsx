import { makeStyles, tokens } from "@fluentui/react-components"
import { Fragment, useRef, useState } from "react"
import type { Settings } from "../../shared/conversation.ts"
import type { SelectedRange } from "../chat/spreadsheet.ts"
import { rangeLabel } from "./askedLabel.ts"
import { Flyout } from "./Flyout.tsx"

const useStyles = makeStyles({
  link: {
    minHeight: "32px",
    paddingInline: 0,
    border: "none",
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: "transparent",
    color: tokens.colorBrandForegroundLink,
    font: "inherit",
    whiteSpace: "nowrap",
    cursor: "pointer",
    ":hover": { textDecorationLine: "underline" },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  title: { display: "block", marginBottom: tokens.spacingVerticalS, fontWeight: tokens.fontWeightSemibold },
  facts: {
    display: "grid",
    gridTemplateColumns: "auto 1fr",
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
  },
  label: { color: tokens.colorNeutralForeground3 },
})

interface Props {
  /** Null when the next question goes without cells. */
  selection: SelectedRange | null
  /** The server may read the rest of the sheet too. */
  shared: boolean
  settings: Settings | null
  /** Host name of the server. */
  server: string
  /** Bytes of the selection as it would be sent now; null when it is sent in parts. */
  measure: (selection: SelectedRange) => Promise<number | null>
}

/** Says before the first question what leaves the workbook with the next one: the cells, their bytes and who receives them. */
export function WhatIsSent({ selection, shared, settings, server, measure }: Props) {
  const styles = useStyles()
  const [size, setSize] = useState("")
  const latest = useRef(0)
  const onOpen = (): void => {
    if (!selection) return
    const mine = ++latest.current
    const tell = (words: string): void => {
      if (mine === latest.current) setSize(words)
    }
    tell("measuring…")
    measure(selection).then(
      (bytes) => tell(bytes === null ? "in parts, as the server reads them" : bytesLabel(bytes)),
      (error: unknown) => tell(error instanceof Error ? error.message : "unknown"),
    )
  }
  const facts: [label: string, value: string][] = [
    ["Cells", selection ? cellsLabel(selection) : "none"],
    ...(selection ? factsOfCells(selection, shared, size) : []),
    ["Text", "your question and the earlier messages of this chat"],
    ["To", receivers(settings, server, selection !== null)],
    [
      "Kept",
      `this chat${selection ? " and a search index of the cells that were sent" : ""}, on the server, for you alone`,
    ],
  ]
  return (
    <Flyout className={styles.link} button="What is sent?" title="What is sent" onOpen={onOpen}>
      <span className={styles.title}>With your next question</span>
      <span className={styles.facts}>
        {facts.map(([label, value]) => (
          <Fragment key={label}>
            <span className={styles.label}>{label}</span>
            <span>{value}</span>
          </Fragment>
        ))}
      </span>
    </Flyout>
  )
}

const factsOfCells = (
  { worksheet }: SelectedRange,
  shared: boolean,
  size: string,
): [label: string, value: string][] => [
  ["Size", size],
  [
    "Also",
    shared
      ? `any other cells of ${worksheet}: the server reads them to index them, and when an answer needs them`
      : "no other cells of the workbook",
  ],
]

const cellsLabel = (selection: SelectedRange): string =>
  `${rangeLabel(selection)}: ${(selection.rowCount * selection.columnCount).toLocaleString()} cells, with values, formulas and number formats`

function receivers(settings: Settings | null, server: string, withCells: boolean): string {
  const { answeredBy = "offline", model = null, embeddedBy = null } = settings ?? {}
  const data = withCells ? ", the earlier messages and what it needs of the data" : " and the earlier messages"
  return [
    answeredBy === "model"
      ? `${server}, which computes, and passes your question${data} to the model ${model ?? ""}`.trim()
      : `${server}, which computes the answer itself; no model is set`,
    // Nothing is searched where there are no cells.
    ...(withCells && embeddedBy !== null
      ? [`for the search, your question and pieces of these cells to the embedding model ${embeddedBy}`]
      : []),
  ].join("; ")
}

const bytesLabel = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} bytes`
    : bytes < 1024 * 1024
      ? `${(bytes / 1024).toLocaleString(undefined, { maximumFractionDigits: 1 })} kB (${bytes.toLocaleString()} bytes)`
      : `${(bytes / 1024 / 1024).toLocaleString(undefined, { maximumFractionDigits: 1 })} MB (${bytes.toLocaleString()} bytes)`
