import { useEffect, useLayoutEffect, useRef, useState, type DOMAttributes, type RefObject } from "react"

/** Pixels from the end within which the reader counts as being there. */
const nearEnd = 24

/** What a list keeps in sight while an answer grows: the newest turn from its first line, the end, or nothing. */
export type Follow = "turn" | "end" | "nothing"

interface Following {
  readonly list: RefObject<HTMLDivElement>
  readonly content: RefObject<HTMLDivElement>
  readonly atEnd: boolean
  readonly toEnd: () => void
  /** What the list has to listen to, so that it knows the reader's scrolling from its own. */
  readonly listeners: DOMAttributes<HTMLDivElement>
}

/**
 * Follows what grows in a list until the reader scrolls up: by wheel, key, touch, or the scroll bar. A layout that shrank moves the
 * list as well, and is no reader. Scrolling to the end follows again; each new turn starts with `first`.
 */
export function useFollow(turns: number, first: Exclude<Follow, "nothing">): Following {
  const list = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const [atEnd, setAtEnd] = useState(true)
  const follow = useRef<Follow>(first)
  const lastTop = useRef(0)
  const lastEnd = useRef(0)
  /** A finger or the scroll bar's handle is down: the list keeps still under it. */
  const held = useRef(false)

  const keepInSight = (what: Follow = follow.current): void => {
    follow.current = what
    const box = list.current
    if (!box) return
    const end = endOf(box)
    if (what !== "nothing" && !held.current)
      box.scrollTo({ top: what === "end" ? end : Math.min(end, newestTop(box, content.current)) })
    // Where the list stands now is no scrolling of the reader's, whoever moved it: the event for it is still to come.
    lastTop.current = box.scrollTop
    lastEnd.current = end
    setAtEnd(isAtEnd(box))
  }
  const hold = (down: boolean): void => {
    held.current = down
  }
  // A question of one's own is always shown.
  useLayoutEffect(() => keepInSight(first), [turns])
  useEffect(() => {
    if (!content.current || !list.current) return
    const observer = new ResizeObserver(() => keepInSight())
    observer.observe(content.current)
    observer.observe(list.current)
    const release = (): void => hold(false)
    window.addEventListener("pointerup", release, true)
    return () => {
      observer.disconnect()
      window.removeEventListener("pointerup", release, true)
    }
  }, [])

  const leave = (): void => {
    if (list.current && list.current.scrollTop > 0) follow.current = "nothing"
  }
  return {
    list,
    content,
    atEnd,
    toEnd: () => keepInSight("end"),
    listeners: {
      onWheel: ({ deltaY, ctrlKey }) => deltaY < 0 && !ctrlKey && leave(),
      onKeyDown: ({ key, shiftKey }) => (upwards.has(key) || (key === " " && shiftKey)) && leave(),
      onTouchStart: () => hold(true),
      onTouchEnd: () => hold(false),
      onTouchCancel: () => hold(false),
      onPointerDown: ({ target, currentTarget, nativeEvent }) => {
        if (target === currentTarget && nativeEvent.offsetX >= currentTarget.clientWidth) hold(true)
      },
      onScroll: ({ currentTarget }) => {
        const { scrollTop } = currentTarget
        const moved = scrollTop - lastTop.current
        const shrank = endOf(currentTarget) < lastEnd.current
        lastTop.current = scrollTop
        setAtEnd(isAtEnd(currentTarget))
        if (moved < 0 && !shrank) follow.current = "nothing"
        else if (moved > 0 && isAtEnd(currentTarget))
          follow.current = scrollTop > newestTop(currentTarget, content.current) ? "end" : first
      },
    },
  }
}

const upwards: ReadonlySet<string> = new Set(["ArrowUp", "PageUp", "Home"])

/** The furthest it can be scrolled. */
const endOf = ({ scrollHeight, clientHeight }: HTMLElement): number => scrollHeight - clientHeight

const isAtEnd = (list: HTMLElement): boolean => endOf(list) - list.scrollTop < nearEnd

/** Scroll position at which the newest turn begins at the top of the list. */
function newestTop(list: HTMLElement, content: HTMLElement | null): number {
  const newest = content?.querySelector(":scope > article:last-of-type")
  if (!newest) return 0
  const space = Number.parseFloat(getComputedStyle(list).paddingTop)
  return list.scrollTop + newest.getBoundingClientRect().top - list.getBoundingClientRect().top - space
}
