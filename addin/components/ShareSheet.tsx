import { Checkbox, makeStyles, tokens } from "@fluentui/react-components"

const useStyles = makeStyles({
  box: {
    flexShrink: 0,
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})`,
    "& label": { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  },
})

interface Props {
  worksheet: string
  shared: boolean
  onShare: (shared: boolean) => void
}

/** Allows the server to read the rest of the sheet when an answer needs it. */
export function ShareSheet({ worksheet, shared, onShare }: Props) {
  const styles = useStyles()
  return (
    <Checkbox
      className={styles.box}
      label="Also use this sheet"
      title={`Answers may also read the other cells of ${worksheet}`}
      checked={shared}
      onChange={(_event, { checked }) => onShare(checked === true)}
    />
  )
}
