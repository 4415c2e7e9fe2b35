import { Button, Checkbox, makeStyles, mergeClasses, tokens } from "@fluentui/react-components"
import { useId, useState } from "react"
import type { Settings } from "../../shared/conversation.ts"
import { counted } from "../chat/mapTree.ts"
import type { SyncSheet } from "../sync/workbookSync.ts"

const useStyles = makeStyles({
  card: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  // Side by side where there is room, so that the question, its sheets and its buttons are seen together.
  sheets: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(132px, 1fr))",
    minWidth: 0,
    // Five and a half rows: what is cut can be scrolled to.
    maxHeight: "176px",
    overflowY: "auto",
    scrollbarWidth: "thin",
    margin: 0,
    padding: 0,
    border: "none",
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})`,
  },
  sheet: {
    minWidth: 0,
    minHeight: "32px",
    "& label": {
      minWidth: 0,
      fontSize: tokens.fontSizeBase200,
      lineHeight: tokens.lineHeightBase200,
      overflowWrap: "anywhere",
    },
  },
  all: { gridColumn: "1 / -1" },
  note: { color: tokens.colorNeutralForeground3 },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  button: { minHeight: "32px" },
  hidden: {
    position: "absolute",
    width: "1px",
    height: "1px",
    overflow: "hidden",
    clipPath: "inset(50%)",
    whiteSpace: "nowrap",
  },
})

interface Props {
  sheets: readonly SyncSheet[]
  /** Included already: the choice is changed. */
  included: boolean
  settings: Settings | null
  /** Host name of the server. */
  server: string
  onInclude: (sheetIds: readonly string[]) => void
  /** Not now, or leaves the choice as it is. */
  onCancel: () => void
}

/** Asks whether the assistant may know the whole workbook: which sheets, what happens with them, and no hurry. */
export function IncludeWorkbook({ sheets, included, settings, server, onInclude, onCancel }: Props) {
  const styles = useStyles()
  const titleId = useId()
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map())
  const isChosen = (sheet: SyncSheet): boolean =>
    changed.get(sheet.sheetId) ?? (included ? sheet.included : sheet.visibility === "visible")
  const chosen = sheets.filter(isChosen)
  const some = chosen.length > 0 ? "mixed" : false
  const choose = (those: readonly SyncSheet[], on: boolean): void =>
    setChanged(new Map([...changed, ...those.map(({ sheetId }) => [sheetId, on] as const)]))
  return (
    <section className={styles.card} aria-labelledby={titleId}>
      <h3 id={titleId} className={styles.title}>
        {included ? "Which sheets to include" : "Include the whole workbook?"}
      </h3>
      <p className={styles.text}>
        {included
          ? "What is stored of a sheet that you leave out is deleted."
          : `Answers can then use the sheets you choose, not only the selection. ${destination(settings, server)}`}
      </p>
      <fieldset className={styles.sheets}>
        <legend className={styles.hidden}>Sheets</legend>
        {sheets.length > 7 && (
          <Checkbox
            className={mergeClasses(styles.sheet, styles.all)}
            label={`All ${sheets.length} sheets`}
            checked={chosen.length === sheets.length ? true : some}
            onChange={(_event, { checked }) => choose(sheets, checked === true)}
          />
        )}
        {sheets.map((sheet) => (
          <Checkbox
            key={sheet.sheetId}
            className={styles.sheet}
            label={
              <>
                {sheet.name} <span className={styles.note}>{sheetNote(sheet)}</span>
              </>
            }
            checked={isChosen(sheet)}
            onChange={(_event, { checked }) => choose([sheet], checked === true)}
          />
        ))}
      </fieldset>
      <div className={styles.buttons}>
        <Button
          className={styles.button}
          appearance="primary"
          size="small"
          disabled={chosen.length === 0}
          onClick={() => onInclude(chosen.map(({ sheetId }) => sheetId))}
        >
          Include {counted(chosen.length, "sheet")}
        </Button>
        <Button className={styles.button} size="small" onClick={onCancel}>
          {included ? "Cancel" : "Not now"}
        </Button>
      </div>
    </section>
  )
}

/** Where the cells go, and for how long. */
function destination(settings: Settings | null, server: string): string {
  const { model = null, embeddedBy = null, answeredBy = "offline" } = settings ?? {}
  const others = [
    ...(answeredBy === "model" && model !== null ? [`what an answer needs goes to the model ${model}`] : []),
    ...(embeddedBy !== null ? [`pieces of them to the embedding model ${embeddedBy}`] : []),
  ]
  const kept = `Their cells are sent to ${server} and kept there for you alone, up to date with your edits, until you stop it.`
  return others.length === 0 ? kept : `${kept} From there ${others.join(", and ")}.`
}

function sheetNote({ visibility, cells }: SyncSheet): string {
  const words = [
    ...(visibility === "visible" ? [] : ["hidden"]),
    ...(cells === null ? [] : [cells === 0 ? "empty" : counted(cells, "cell")]),
  ]
  return words.length === 0 ? "" : `· ${words.join(" · ")}`
}
