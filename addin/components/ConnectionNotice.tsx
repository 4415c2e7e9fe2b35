import type { ConnectionStatus } from "../chat/backend.ts"
import { Notice } from "./Notice.tsx"

interface Props {
  connection: ConnectionStatus
  onReconnect: () => void
  onNewChat: () => void
  onReload: () => void
}

/** Says that the server is away, what is kept, and what can be done; nothing while all is well. */
export function ConnectionNotice({ connection, onReconnect, onNewChat, onReload }: Props) {
  if (connection.kind === "connected" && connection.signInEnds)
    return (
      <Notice
        tone="warning"
        text={`Your sign-in ends soon. ${connection.signInEnds.message}`}
        action={{ label: "Sign in", run: onReconnect }}
      />
    )
  if (connection.kind === "reconnecting") {
    // The first attempt mostly succeeds at once; the status line says enough.
    if (connection.attempt === 1 && connection.error?.code !== "offline") return null
    return (
      <Notice
        tone="warning"
        text={
          connection.error?.code === "offline"
            ? "The server cannot be reached. Your chat is kept; it goes on when the connection is back."
            : "The connection was lost. Reconnecting; nothing is lost."
        }
        action={{ label: "Try now", run: onReconnect }}
      />
    )
  }
  if (connection.kind !== "failed") return null
  const { code, message } = connection.error
  // `cancelled`: another window has taken this chat over.
  const action =
    code === "not_found"
      ? { label: "New chat", run: onNewChat }
      : code === "unsupported_version"
        ? { label: "Reload", run: onReload }
        : {
            label: code === "cancelled" ? "Use it here" : isSignedOut(code) ? "Sign in" : "Try again",
            run: onReconnect,
          }
  const text = isSignedOut(code) ? `You are signed out; your chat is kept. ${message}` : message
  return <Notice tone={code === "cancelled" ? "info" : "error"} text={text} action={action} />
}

export const isSignedOut = (code: string): boolean => code === "signed_out" || code === "unauthenticated"
