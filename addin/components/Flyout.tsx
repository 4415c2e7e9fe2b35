import { makeStyles, tokens } from "@fluentui/react-components"
import { useEffect, useId, useLayoutEffect, useRef, useState, type ButtonHTMLAttributes, type ReactNode } from "react"

// Not Fluent's Popover: its focus trap puts focusable elements that are hidden from screen readers into the page, which axe
// counts as serious. Here the panel follows its button in the document, so that Tab leads into it and on.

const useStyles = makeStyles({
  panel: {
    position: "fixed",
    zIndex: 2,
    display: "block",
    boxSizing: "border-box",
    maxHeight: "60vh",
    overflowY: "auto",
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow16,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightRegular,
    textAlign: "start",
    whiteSpace: "normal",
    overflowWrap: "anywhere",
    outline: "none",
  },
})

const widest = 288
const margin = 12

interface Props extends Pick<ButtonHTMLAttributes<HTMLButtonElement>, "className" | "aria-label"> {
  /** What the button shows. */
  button: ReactNode
  /** Names the panel for screen readers. */
  title: string
  onOpen?: () => void
  /** The panel's content, made when it opens. Phrasing content only: the button may stand inside a paragraph. */
  children: ReactNode
}

/** A button that opens a small panel beside it. Esc, a click elsewhere and scrolling close it. */
export function Flyout({ button, title, onOpen, children, ...rest }: Props) {
  const styles = useStyles()
  const [open, setOpen] = useState(false)
  const trigger = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLSpanElement>(null)
  const id = useId()

  useLayoutEffect(() => {
    if (!open || !trigger.current || !panel.current) return
    place(panel.current, trigger.current.getBoundingClientRect())
    panel.current.focus({ preventScroll: true })
  }, [open])

  useEffect(() => {
    if (!open) return
    const elsewhere = (event: Event): void => {
      const inside = event.target instanceof Node && panel.current?.contains(event.target)
      const onTrigger = event.target instanceof Node && trigger.current?.contains(event.target)
      if (!inside && !onTrigger) setOpen(false)
    }
    for (const type of dismissing) document.addEventListener(type, elsewhere, true)
    return () => {
      for (const type of dismissing) document.removeEventListener(type, elsewhere, true)
    }
  }, [open])

  return (
    <>
      <button
        {...rest}
        ref={trigger}
        type="button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => {
          if (!open) onOpen?.()
          setOpen(!open)
        }}
      >
        {button}
      </button>
      {open && (
        <span
          ref={panel}
          id={id}
          className={styles.panel}
          data-not-copied=""
          role="dialog"
          aria-label={title}
          // Not -1: Office.js on the web moves the focus on Tab itself, and only from elements that are in the tab order.
          tabIndex={0}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return
            // Neither stop the answer with it, nor let Office.js move the focus back to the workbook.
            event.stopPropagation()
            setOpen(false)
            trigger.current?.focus()
          }}
        >
          {children}
        </span>
      )}
    </>
  )
}

const dismissing = ["pointerdown", "focusin", "scroll"] as const

/** Below the button where there is room, else above it, and always within the window. */
function place(panel: HTMLElement, button: DOMRect): void {
  panel.style.width = `${Math.min(widest, window.innerWidth - 2 * margin)}px`
  const { width, height } = panel.getBoundingClientRect()
  const left = button.left + button.width / 2 - width / 2
  panel.style.left = `${Math.max(margin, Math.min(left, window.innerWidth - width - margin))}px`
  const below = button.bottom + 4
  panel.style.top = `${below + height + margin <= window.innerHeight ? below : Math.max(margin, button.top - height - 4)}px`
}
