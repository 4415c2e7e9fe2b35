import { useEffect, useState, type RefObject } from "react"
import { SheetCanvas } from "./sheetCanvas.ts"

/** A canvas that fills the element for as long as it is shown; undefined until then. */
export function useSheetCanvas(host: RefObject<HTMLElement | null>): SheetCanvas | undefined {
  const [canvas, setCanvas] = useState<SheetCanvas>()
  useEffect(() => {
    if (!host.current) return
    const grid = new SheetCanvas(host.current)
    const observer = new ResizeObserver(() => grid.resize())
    observer.observe(host.current)
    setCanvas(grid)
    return () => {
      observer.disconnect()
      grid.dispose()
      setCanvas(undefined)
    }
  }, [host])
  return canvas
}
