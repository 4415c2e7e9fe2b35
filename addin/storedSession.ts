const key = "excel-chat.sessionId"

/** The id of the present chat, kept over reloads; no token and no content is ever stored. Where storage is blocked it lasts as long as the pane. */
export function storedSession(storage: () => Storage = () => window.localStorage): {
  read(): string | null
  write(sessionId: string): void
} {
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
