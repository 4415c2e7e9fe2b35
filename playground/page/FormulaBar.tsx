import { Button, Divider, makeStyles, tokens } from "@fluentui/react-components"
import { Checkmark16Regular } from "@fluentui/react-icons/svg/checkmark"
import { Dismiss16Regular } from "@fluentui/react-icons/svg/dismiss"
import { MathFormula20Regular } from "@fluentui/react-icons/svg/math-formula"
import { useEffect, useRef } from "react"
import { editKey } from "./grid/editKey.ts"
import { editableText } from "./grid/editableText.ts"
import type { SheetSession } from "./grid/sheetSession.ts"
import { useSheetState } from "./grid/useSheetState.ts"
import { NameBox } from "./NameBox.tsx"

const useStyles = makeStyles({
  bar: {
    display: "flex",
    alignItems: "center",
    columnGap: "4px",
    padding: "3px 8px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  divider: { flexGrow: 0, height: "20px" },
  small: { minWidth: "24px", width: "24px", height: "24px", padding: 0 },
  sign: { color: tokens.colorNeutralForeground3, flexShrink: 0 },
  input: {
    flexGrow: 1,
    minWidth: 0,
    height: "24px",
    boxSizing: "border-box",
    padding: "2px 6px",
    resize: "none",
    border: "none",
    borderRadius: tokens.borderRadiusSmall,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    lineHeight: "20px",
    color: tokens.colorNeutralForeground1,
    backgroundColor: "transparent",
    whiteSpace: "pre",
    overflow: "hidden",
    ":focus": { outline: `2px solid ${tokens.colorCompoundBrandStroke}`, outlineOffset: "-1px" },
  },
})

/** Name box and formula bar: what the active cell holds, editable here as well as in the cell. */
export function FormulaBar({
  session,
  onUnknownName,
}: {
  session: SheetSession
  onUnknownName: (text: string) => void
}) {
  const styles = useStyles()
  const { sheet, anchor, edit } = useSheetState(session)
  const input = useRef<HTMLTextAreaElement>(null)
  const inBar = edit?.place === "bar"
  useEffect(() => {
    if (inBar) input.current?.focus()
  }, [inBar])

  return (
    <div className={styles.bar} role="region" aria-label="Formula bar" data-region="formula">
      <NameBox session={session} onUnknown={onUnknownName} />
      <Divider vertical className={styles.divider} />
      <Button
        className={styles.small}
        appearance="subtle"
        size="small"
        aria-label="Cancel"
        disabled={!edit}
        icon={<Dismiss16Regular />}
        onClick={session.cancelEdit}
      />
      <Button
        className={styles.small}
        appearance="subtle"
        size="small"
        aria-label="Enter"
        disabled={!edit}
        icon={<Checkmark16Regular />}
        onClick={session.commitEdit}
      />
      <MathFormula20Regular className={styles.sign} aria-hidden />
      <textarea
        ref={input}
        className={styles.input}
        aria-label="Formula bar"
        data-testid="formula-bar"
        data-returns-focus
        rows={1}
        spellCheck={false}
        value={edit ? edit.text : editableText(sheet, anchor)}
        onFocus={() => {
          if (edit) session.placeEdit("bar")
          else session.beginEdit({ mode: "edit", place: "bar" })
        }}
        onChange={(event) => session.changeEdit(event.target.value)}
        onKeyDown={(event) => editKey(session, event)}
      />
    </div>
  )
}
