import { makeStyles, tokens } from "@fluentui/react-components"
import { useEffect, useRef, useState } from "react"
import type { SimSheet } from "../workbook/contract.ts"
import type { SheetSession } from "./grid/sheetSession.ts"

const useStyles = makeStyles({
  input: {
    alignSelf: "center",
    width: "120px",
    height: "24px",
    margin: "0 4px",
    boxSizing: "border-box",
    border: `1px solid ${tokens.colorCompoundBrandStroke}`,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
  },
})

/** A tab while its sheet is renamed: Enter and leaving keep the new name, Esc does not. */
export function RenameSheet(props: { session: SheetSession; sheet: SimSheet; onDone: () => void }) {
  const { session, sheet, onDone } = props
  const styles = useStyles()
  const input = useRef<HTMLInputElement>(null)
  const [name, setName] = useState(sheet.name)
  useEffect(() => input.current?.select(), [])
  const keep = (): void => {
    if (name !== sheet.name) session.attempt((book) => book.renameSheet(sheet.id, name))
    onDone()
  }
  return (
    <input
      ref={input}
      className={styles.input}
      aria-label="Sheet name"
      maxLength={31}
      value={name}
      onChange={(event) => setName(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === "Enter") keep()
        else if (event.key === "Escape") onDone()
      }}
    />
  )
}
