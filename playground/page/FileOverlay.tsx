import { makeStyles, Spinner, tokens } from "@fluentui/react-components"

const useStyles = makeStyles({
  cover: {
    position: "fixed",
    inset: 0,
    zIndex: 10,
    display: "flex",
    alignItems: "center",
    justifyContent: "center",
    pointerEvents: "none",
    backgroundColor: tokens.colorBackgroundOverlay,
  },
  card: {
    padding: "24px 32px",
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow16,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `2px solid ${tokens.colorCompoundBrandStroke}`,
    fontSize: tokens.fontSizeBase400,
  },
})

/** Covers the page while it is busy or a file is dragged over it. Drags pass through, because the task pane accepts files itself. */
export function FileOverlay({ busy, hovering }: { busy: string | undefined; hovering: boolean }) {
  const styles = useStyles()
  if (busy === undefined && !hovering) return null
  return (
    <div className={styles.cover} role="status">
      <div className={styles.card}>
        {busy === undefined ? "Drop the file to open it" : <Spinner size="small" label={busy} />}
      </div>
    </div>
  )
}
