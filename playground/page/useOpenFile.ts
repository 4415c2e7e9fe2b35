import { useCallback, useEffect, useState } from "react"
import { openFile } from "../workbook/openFile.ts"
import type { SimWorkbook } from "../workbook/contract.ts"
import { painted } from "./grid/painted.ts"

export const openable = [".xlsx", ".xlsm", ".xlsb", ".xls", ".csv", ".tsv"]

export interface FileOpening {
  /** Name of the file being opened. */
  readonly opening: string | undefined
  /** True while a file is held over the page. */
  readonly hovering: boolean
  readonly open: (bytes: Uint8Array, fileName: string) => Promise<void>
  readonly openPicked: (file: File) => void
}

/** Opens files by hand and by dropping them anywhere on the page but on the task pane. `onOpen` gets the workbook, `report` what went wrong. */
export function useOpenFile(onOpen: (workbook: SimWorkbook) => void, report: (error: unknown) => void): FileOpening {
  const [opening, setOpening] = useState<string>()
  const [hovering, setHovering] = useState(false)

  const openFrom = useCallback(
    async (fileName: string, read: () => Promise<Uint8Array>) => {
      setOpening(fileName)
      try {
        await painted()
        onOpen(openFile(await read(), fileName))
      } finally {
        setOpening(undefined)
      }
    },
    [onOpen],
  )
  const open = useCallback(
    (bytes: Uint8Array, fileName: string) => openFrom(fileName, () => Promise.resolve(bytes)),
    [openFrom],
  )
  const openPicked = useCallback(
    (file: File) => {
      openFrom(file.name, async () => new Uint8Array(await file.arrayBuffer())).catch(report)
    },
    [openFrom, report],
  )

  useEffect(() => {
    const holdsFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false
    const over = (event: DragEvent): void => {
      if (!holdsFile(event)) return
      event.preventDefault()
      setHovering(true)
    }
    // Leaving the window has no element on the other side; leaving for another element of the page has. What is held over the task
    // pane's frame is the add-in's affair, as in Excel.
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null || event.relatedTarget instanceof HTMLIFrameElement) setHovering(false)
    }
    const drop = (event: DragEvent): void => {
      if (!holdsFile(event)) return
      event.preventDefault()
      setHovering(false)
      const file = event.dataTransfer?.files[0]
      if (file) openPicked(file)
    }
    window.addEventListener("dragover", over)
    window.addEventListener("dragleave", leave)
    window.addEventListener("drop", drop)
    return () => {
      window.removeEventListener("dragover", over)
      window.removeEventListener("dragleave", leave)
      window.removeEventListener("drop", drop)
    }
  }, [openPicked])

  return { opening, hovering, open, openPicked }
}
