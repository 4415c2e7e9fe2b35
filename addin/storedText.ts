/**
 * A short text of this workbook, such as the id of its present chat, kept over reloads; another workbook has another one. No token
 * and no content is ever stored. Where storage is blocked it lasts as long as the pane.
 */
export function storedText(
  what: "sessionId" | "files",
  workbook: string,
  storage: () => Storage = () => window.localStorage,
): {
  read(): string | null
  write(text: string): void
} {
  const key = `excel-chat.${what} ${workbook}`
  let kept: string | null = null
  return {
    read: () => {
      try {
        return storage().getItem(key)
      } catch {
        return kept // third-party storage is blocked
      }
    },
    write: (text) => {
      kept = text
      try {
        storage().setItem(key, text)
      } catch {
        return // third-party storage is blocked; `kept` holds it
      }
    },
  }
}
