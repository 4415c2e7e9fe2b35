import { makeStyles, tokens } from "@fluentui/react-components"
import { useEffect, useRef, useState } from "react"

const useStyles = makeStyles({
  cover: {
    position: "fixed",
    inset: 0,
    zIndex: 2,
    display: "flex",
    alignItems: "center",
    justifyContent: "center",
    // The drag goes on to the window.
    pointerEvents: "none",
    boxSizing: "border-box",
    border: `2px dashed ${tokens.colorCompoundBrandStroke}`,
    backgroundColor: tokens.colorNeutralBackgroundAlpha2,
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
})

/** Takes files that are dropped anywhere on the pane. */
export function FileDrop({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const styles = useStyles()
  const [hovering, setHovering] = useState(false)
  const latest = useRef(onFiles)
  useEffect(() => {
    latest.current = onFiles
  }, [onFiles])
  useEffect(() => {
    const holdsFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false
    const over = (event: DragEvent): void => {
      if (!holdsFile(event)) return
      // Otherwise the browser would leave the pane for the file.
      event.preventDefault()
      setHovering(true)
    }
    // relatedTarget is null when the drag leaves the window, and set when it moves to another element.
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setHovering(false)
    }
    const drop = (event: DragEvent): void => {
      if (!holdsFile(event)) return
      event.preventDefault()
      setHovering(false)
      latest.current([...(event.dataTransfer?.files ?? [])])
    }
    window.addEventListener("dragover", over)
    window.addEventListener("dragleave", leave)
    window.addEventListener("drop", drop)
    return () => {
      window.removeEventListener("dragover", over)
      window.removeEventListener("dragleave", leave)
      window.removeEventListener("drop", drop)
    }
  }, [])
  if (!hovering) return null
  return (
    <div className={styles.cover} role="status">
      Drop files to ask about them
    </div>
  )
}
