import { makeStyles, tokens } from "@fluentui/react-components"
import { useState, type KeyboardEvent, type PointerEvent } from "react"

export const paneWidth = { least: 280, most: 800, usual: 360 } as const

const useStyles = makeStyles({
  splitter: {
    width: "5px",
    flexShrink: 0,
    cursor: "col-resize",
    touchAction: "none",
    backgroundColor: tokens.colorNeutralBackground3,
    borderLeft: `1px solid ${tokens.colorNeutralStroke1}`,
    ":hover": { backgroundColor: tokens.colorCompoundBrandStroke },
    ":focus-visible": { backgroundColor: tokens.colorCompoundBrandStroke, outlineStyle: "none" },
  },
})

const clampPaneWidth = (pixels: number): number =>
  Math.round(Math.max(paneWidth.least, Math.min(paneWidth.most, pixels)))

/** Between sheet and task pane: drag it, or move it with the arrow keys; double click for the usual width. */
export function Splitter(props: {
  width: number
  onResize: (pixels: number) => void
  /** While dragging, the pane's frame must not swallow the pointer. */
  onDragging: (dragging: boolean) => void
}) {
  const { width, onResize, onDragging } = props
  const styles = useStyles()
  const [start, setStart] = useState<{ x: number; width: number }>()
  const keys: Record<string, number> = {
    ArrowLeft: width + 20,
    ArrowRight: width - 20,
    Home: paneWidth.most,
    End: paneWidth.least,
  }
  const begin = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId)
    setStart({ x: event.clientX, width })
    onDragging(true)
  }
  const end = (): void => {
    setStart(undefined)
    onDragging(false)
  }
  return (
    <div
      className={styles.splitter}
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the task pane"
      aria-valuemin={paneWidth.least}
      aria-valuemax={paneWidth.most}
      aria-valuenow={width}
      tabIndex={0}
      data-testid="splitter"
      onPointerDown={begin}
      onPointerMove={(event) => start && onResize(clampPaneWidth(start.width + start.x - event.clientX))}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => onResize(paneWidth.usual)}
      onKeyDown={(event: KeyboardEvent) => {
        const next = keys[event.key]
        if (next === undefined) return
        event.preventDefault()
        onResize(clampPaneWidth(next))
      }}
    />
  )
}
