import { copiedHtml, copiedText } from "./copied.ts"

/** Copies plain text; true when it worked. Inside Excel the clipboard API is often not allowed, the old command is. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyByCommand({ "text/plain": text })
  }
}

/** Copies an answer as plain text and as HTML, so that its tables paste into cells; true when it worked. */
export async function copyAnswer(shown: Element): Promise<boolean> {
  const formats = { "text/plain": copiedText(shown), "text/html": copiedHtml(shown) }
  try {
    const items = Object.entries(formats).map(([type, text]) => [type, new Blob([text], { type })] as const)
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(items))])
    return true
  } catch {
    return copyByCommand(formats)
  }
}

/** The way that needs no permission: the command asks the page what to copy. */
function copyByCommand(formats: Readonly<Record<string, string>>): boolean {
  const give = (event: ClipboardEvent): void => {
    for (const [type, text] of Object.entries(formats)) event.clipboardData?.setData(type, text)
    event.preventDefault()
  }
  document.addEventListener("copy", give, { once: true })
  // Deprecated, and the only way in frames that were not given the clipboard permission.
  const copied = (document as { execCommand(command: string): boolean }).execCommand("copy")
  document.removeEventListener("copy", give)
  return copied
}
