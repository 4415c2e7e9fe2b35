import { Link, Popover, PopoverSurface, PopoverTrigger, makeStyles, tokens } from "@fluentui/react-components"
import { useEffect, useState } from "react"
import type { Settings } from "../../shared/conversation.ts"
import type { SelectedRange } from "../chat/spreadsheet.ts"
import { rangeLabel } from "./askedLabel.ts"

const useStyles = makeStyles({
  link: { fontSize: tokens.fontSizeBase200, minHeight: "32px", whiteSpace: "nowrap" },
  surface: { maxWidth: "min(300px, calc(100vw - 24px))", padding: tokens.spacingHorizontalM },
  title: {
    margin: `0 0 ${tokens.spacingVerticalS}`,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  list: {
    display: "grid",
    gridTemplateColumns: "auto 1fr",
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    "& dt": { color: tokens.colorNeutralForeground3 },
    "& dd": { margin: 0, overflowWrap: "anywhere" },
  },
})

interface Props {
  /** Null when the next question goes without cells. */
  selection: SelectedRange | null
  settings: Settings | null
  /** Host name of the server. */
  server: string
  /** Bytes of the selection as it would be sent now; null when it is sent in parts. */
  measure: (selection: SelectedRange) => Promise<number | null>
}

/** Says before the first question what leaves the workbook with the next one: the cells, their bytes and who receives them. */
export function WhatIsSent({ selection, settings, server, measure }: Props) {
  const styles = useStyles()
  const [open, setOpen] = useState(false)
  const [size, setSize] = useState("measuring…")
  useEffect(() => {
    if (!open || !selection) return
    let current = true
    setSize("measuring…")
    measure(selection).then(
      (bytes) => current && setSize(bytes === null ? "in parts, as the server reads them" : bytesLabel(bytes)),
      (error: unknown) => current && setSize(error instanceof Error ? error.message : "unknown"),
    )
    return () => {
      current = false
    }
  }, [open, selection, measure])
  return (
    <Popover open={open} onOpenChange={(_, data) => setOpen(data.open)} withArrow trapFocus positioning="above-end">
      <PopoverTrigger disableButtonEnhancement>
        <Link as="button" className={styles.link}>
          What is sent?
        </Link>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label="What is sent">
        <h3 className={styles.title}>With your next question</h3>
        <dl className={styles.list}>
          <dt>Cells</dt>
          <dd>
            {selection
              ? `${rangeLabel(selection)}: ${(selection.rowCount * selection.columnCount).toLocaleString()} cells, with values, formulas and number formats`
              : "none"}
          </dd>
          {selection && (
            <>
              <dt>Size</dt>
              <dd>{size}</dd>
            </>
          )}
          <dt>Text</dt>
          <dd>your question and the earlier messages of this chat</dd>
          <dt>To</dt>
          <dd>{receiver(settings, server)}</dd>
        </dl>
      </PopoverSurface>
    </Popover>
  )
}

function receiver(settings: Settings | null, server: string): string {
  if (settings?.answeredBy === "model")
    return `${server}, which computes, and passes your question and what it needs of the data to the model ${settings.model ?? ""}`.trim()
  return `${server}, which computes the answer itself; no model is set`
}

const bytesLabel = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} bytes`
    : bytes < 1024 * 1024
      ? `${(bytes / 1024).toLocaleString(undefined, { maximumFractionDigits: 1 })} kB (${bytes.toLocaleString()} bytes)`
      : `${(bytes / 1024 / 1024).toLocaleString(undefined, { maximumFractionDigits: 1 })} MB (${bytes.toLocaleString()} bytes)`
