/** Copies plain text; true when it worked. Inside Excel the clipboard API is often not allowed, the old command is. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = document.createElement("textarea") // refused: the way that needs no permission
    area.value = text
    area.style.position = "fixed"
    area.style.opacity = "0"
    document.body.append(area)
    area.select()
    const copied = copySelection()
    area.remove()
    return copied
  }
}

/** Copies an answer as markdown for text editors and as HTML, so that its tables paste into cells; true when it worked. */
export async function copyAnswer(markdown: string, shown: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.write([
      new ClipboardItem({
        "text/plain": new Blob([markdown], { type: "text/plain" }),
        "text/html": new Blob([shown.innerHTML], { type: "text/html" }),
      }),
    ])
    return true
  } catch {
    const selection = window.getSelection()
    if (!selection) return copyText(markdown)
    selection.selectAllChildren(shown)
    const copied = copySelection()
    selection.removeAllRanges()
    return copied
  }
}

// Deprecated, and the only way in frames that were not given the clipboard permission.
const copySelection = (): boolean => (document as { execCommand(command: string): boolean }).execCommand("copy")
