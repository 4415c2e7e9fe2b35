import { Button, Checkbox, ProgressBar, makeStyles, mergeClasses, tokens } from "@fluentui/react-components"
import { ChevronRightRegular } from "@fluentui/react-icons/svg/chevron-right"
import { DeleteRegular } from "@fluentui/react-icons/svg/delete"
import { useId, useState, type KeyboardEvent } from "react"
import type { FileSummary } from "../../shared/files.ts"
import { isReadable } from "../chat/fileList.ts"
import type { Library } from "../chat/library.ts"
import { FileDetails } from "./FileDetails.tsx"
import { relativeDate } from "./relativeDate.ts"
import { sizeInBytes } from "./sizeInBytes.ts"

const useStyles = makeStyles({
  item: { minWidth: 0, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  row: { display: "flex", alignItems: "center", minWidth: 0, minHeight: "44px" },
  use: {
    flex: 1,
    minWidth: 0,
    "& label": {
      minWidth: 0,
      fontSize: tokens.fontSizeBase200,
      lineHeight: tokens.lineHeightBase200,
      overflowWrap: "anywhere",
    },
  },
  button: { flexShrink: 0, minWidth: "32px", minHeight: "32px" },
  chevron: {
    transitionProperty: "transform",
    transitionDuration: tokens.durationFast,
    "@media (prefers-reduced-motion: reduce)": { transitionDuration: "0s" },
  },
  open: { transform: "rotate(90deg)" },
  state: {
    margin: 0,
    paddingInlineStart: "32px",
    paddingBlockEnd: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: "anywhere",
  },
  problem: { color: tokens.colorStatusDangerForeground1 },
  sure: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    minHeight: "44px",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  question: { flex: "1 1 140px", minWidth: 0, overflowWrap: "anywhere" },
})

interface Props {
  file: FileSummary
  /** Questions about this workbook use it. */
  used: boolean
  library: Pick<Library, "file" | "workbookMap">
  onUse: (on: boolean) => void
  onDelete: () => void
}

/** One uploaded file: whether questions use it, how far it was read, what was found in it; deletes it after asking. */
export function FileRow({ file, used, library, onUse, onDelete }: Props) {
  const styles = useStyles()
  const id = useId()
  const [open, setOpen] = useState(false)
  const [sure, setSure] = useState(false)
  const { fileId, fileName, status, progress } = file
  const reading = status === "UPLOADED" || status === "PROCESSING"
  if (sure)
    return (
      <li
        className={mergeClasses(styles.item, styles.sure)}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key !== "Escape") return
          // Leaves the question and not the panel.
          event.stopPropagation()
          setSure(false)
        }}
      >
        <span className={styles.question}>Delete “{fileName}” and all that was read from it?</span>
        <Button className={styles.button} size="small" appearance="primary" onClick={onDelete}>
          Delete
        </Button>
        <Button className={styles.button} size="small" autoFocus onClick={() => setSure(false)}>
          Keep
        </Button>
      </li>
    )
  return (
    <li className={styles.item}>
      <div className={styles.row}>
        <div className={styles.use}>
          <Checkbox
            label={fileName}
            title="Use in questions"
            checked={used && status !== "FAILED"}
            disabled={!isReadable(status)}
            onChange={(_event, { checked }) => onUse(checked === true)}
          />
        </div>
        <Button
          className={styles.button}
          appearance="subtle"
          icon={<ChevronRightRegular className={mergeClasses(styles.chevron, open && styles.open)} />}
          disabled={!isReadable(status)}
          title="What was found"
          aria-label={`What was found in ${fileName}`}
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => setOpen(!open)}
        />
        <Button
          className={styles.button}
          appearance="subtle"
          icon={<DeleteRegular />}
          title="Delete"
          aria-label={`Delete ${fileName}`}
          onClick={() => setSure(true)}
        />
      </div>
      <p className={mergeClasses(styles.state, status === "FAILED" && styles.problem)}>{stateOf(file)}</p>
      {reading && <ProgressBar thickness="medium" aria-label={`Reading ${fileName}`} value={progress} />}
      {open && (
        <div id={id}>
          <FileDetails fileId={fileId} fileName={fileName} partial={status === "PARTIAL"} library={library} />
        </div>
      )}
    </li>
  )
}

function stateOf({ status, progress, reason, size, uploadedAt }: FileSummary): string {
  const facts = `${sizeInBytes(size)} · ${relativeDate(uploadedAt, new Date())}`
  switch (status) {
    case "UPLOADED":
      return `${facts} · waits to be read`
    case "PROCESSING":
      return `${facts} · reading, ${Math.round(progress * 100)} %`
    case "COMPLETED":
      return facts
    case "PARTIAL":
      return `${facts} · ${reason ?? "Some sheets could not be read."}`
    case "FAILED":
      return reason ?? "It could not be read."
  }
}
