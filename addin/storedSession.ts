/**
 * The id of a workbook's present chat, kept over reloads: another workbook has another chat, or citations would lead to the wrong
 * cells. No token and no content is ever stored. Where storage is blocked it lasts as long as the pane.
 */
export function storedSession(
  workbook: string,
  storage: () => Storage = () => window.localStorage,
): {
  read(): string | null
  write(sessionId: string): void
} {
  const key = `excel-chat.sessionId ${workbook}`
  let kept: string | null = null
  return {
    read: () => {
      try {
        return storage().getItem(key)
      } catch {
        return kept // third-party storage is blocked
      }
    },
    write: (sessionId) => {
      kept = sessionId
      try {
        storage().setItem(key, sessionId)
      } catch {
        return // third-party storage is blocked; `kept` holds it
      }
    },
  }
}
