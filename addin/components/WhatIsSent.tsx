import { makeStyles, tokens } from "@fluentui/react-components"
import { Fragment, useRef, useState, type ReactNode } from "react"
import type { Settings } from "../../shared/conversation.ts"
import { counted } from "../chat/mapTree.ts"
import type { SelectedRange } from "../chat/spreadsheet.ts"
import type { SyncSheet } from "../sync/workbookSync.ts"
import { rangeLabel } from "./askedLabel.ts"
import { Flyout } from "./Flyout.tsx"
import { sizeInBytes } from "./sizeInBytes.ts"

const useStyles = makeStyles({
  status: { display: "block", color: tokens.colorNeutralForeground3 },
  title: { display: "block", marginBottom: tokens.spacingVerticalS, fontWeight: tokens.fontWeightSemibold },
  facts: {
    display: "grid",
    gridTemplateColumns: "auto 1fr",
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
  },
  label: { color: tokens.colorNeutralForeground3 },
})

interface Props {
  className: string
  /** What the button shows, and what it is called. */
  button: ReactNode
  label: string
  /** Who answers, and whether the server is there. */
  status: string
  /** Null when the next question goes without cells. */
  selection: SelectedRange | null
  /** The workbook's sheets that are included. */
  included: readonly SyncSheet[]
  /** Sent of them since the pane was opened. */
  sentBytes: number
  /** Names of the files that the question uses. */
  fileNames: readonly string[]
  settings: Settings | null
  /** Host name of the server. */
  server: string
  /** Bytes of the selection as it would be sent now; null when it is sent in parts. */
  measure: (selection: SelectedRange) => Promise<number | null>
}

/** Shows what the next question will send: the cells, their size and the recipients. */
export function WhatIsSent({ className, button, label, status, ...props }: Props) {
  const { selection, included, sentBytes, fileNames, settings, server, measure } = props
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
  const withCells = selection !== null || included.length > 0 || fileNames.length > 0
  const facts: [label: string, value: string][] = [
    ["Cells", selection ? cellsLabel(selection) : "none"],
    ...(selection ? ([["Size", size]] satisfies [string, string][]) : []),
    ["Workbook", included.length === 0 ? "no other cells" : includedLabel(included, sentBytes)],
    ...(fileNames.length > 0
      ? ([["Files", `uploaded before: ${fileNames.join(", ")}`]] satisfies [string, string][])
      : []),
    ["Text", "your question and the earlier messages of this chat"],
    ["To", receivers(settings, server, withCells)],
    ["Kept", `this chat${withCells ? ` and ${kept(included, fileNames)}` : ""}, on the server, for you alone`],
  ]
  return (
    <Flyout className={className} button={button} aria-label={label} title="What is sent" onOpen={onOpen}>
      <span className={styles.status}>{status}</span>
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

/** Which sheets are stored already and follow each edit. */
function includedLabel(included: readonly SyncSheet[], sentBytes: number): string {
  const cells = included.reduce((sum, sheet) => sum + (sheet.cells ?? 0), 0)
  const names = included.slice(0, 5).map(({ name }) => name)
  const more = included.length - names.length
  return `${names.join(", ")}${more > 0 ? ` and ${counted(more, "more sheet")}` : ""}: ${counted(cells, "cell")}, sent when you included them and after each edit; ${sizeInBytes(sentBytes)} since the pane was opened`
}

const kept = (included: readonly SyncSheet[], fileNames: readonly string[]): string =>
  [
    "a search index of the cells that were sent",
    ...(included.length > 0 ? ["the included sheets until you stop including them"] : []),
    ...(fileNames.length > 0 ? ["the files until you delete them"] : []),
  ].join(", ")

const cellsLabel = (selection: SelectedRange): string =>
  `${rangeLabel(selection)}: ${(selection.rowCount * selection.columnCount).toLocaleString()} cells, with values, formulas and number formats`

function receivers(settings: Settings | null, server: string, withCells: boolean): string {
  const { answeredBy = "offline", model = null, embeddedBy = null } = settings ?? {}
  const data = withCells ? ", the earlier messages and what it needs of the data" : " and the earlier messages"
  return [
    answeredBy === "model"
      ? `${server}, which computes, and passes your question${data} to the model ${model ?? ""}`.trim()
      : `${server}, which computes the answer itself; no model is set`,
    // Without cells there is nothing to search.
    ...(withCells && embeddedBy !== null
      ? [`for the search, your question and pieces of these cells to the embedding model ${embeddedBy}`]
      : []),
  ].join("; ")
}

const bytesLabel = (bytes: number): string =>
  bytes < 1024 ? sizeInBytes(bytes) : `${sizeInBytes(bytes)} (${bytes.toLocaleString()} bytes)`
