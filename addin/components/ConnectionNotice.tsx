import type { ConnectionStatus } from "../chat/backend.ts"
import { Notice, type NoticeAction } from "./Notice.tsx"

interface Props {
  connection: ConnectionStatus
  onReconnect: () => void
  onNewChat: () => void
  onReload: () => void
}

/** Says that the server is away, what is kept, and what can be done; nothing while all is well. */
export function ConnectionNotice({ connection, ...on }: Props) {
  switch (connection.kind) {
    case "connected":
      return connection.signInEnds ? (
        <Notice
          tone="warning"
          text={`Your sign-in ends soon. ${connection.signInEnds.message}`}
          action={{ label: "Sign in", run: on.onReconnect }}
        />
      ) : null
    case "reconnecting":
      return <Reconnecting connection={connection} onReconnect={on.onReconnect} />
    case "failed":
      return <Failed error={connection.error} {...on} />
    default:
      return null
  }
}

type Status<Kind> = Extract<ConnectionStatus, { kind: Kind }>

function Reconnecting(props: { connection: Status<"reconnecting">; onReconnect: () => void }) {
  const { attempt, error } = props.connection
  const offline = error?.code === "offline"
  // The first attempt usually succeeds, so the status line is enough.
  if (attempt === 1 && !offline) return null
  return (
    <Notice
      tone="warning"
      text={
        offline
          ? "The server cannot be reached. Your chat is kept; it goes on when the connection is back."
          : "The connection was lost. Reconnecting; nothing is lost."
      }
      action={{ label: "Try now", run: props.onReconnect }}
    />
  )
}

function Failed({ error, ...on }: Omit<Props, "connection"> & Pick<Status<"failed">, "error">) {
  const { code, message } = error
  const text = isSignedOut(code) ? `You are signed out; your chat is kept. ${message}` : message
  return <Notice tone={code === "cancelled" ? "info" : "error"} text={text} action={actionAfter(code, on)} />
}

function actionAfter(code: string, { onReconnect, onNewChat, onReload }: Omit<Props, "connection">): NoticeAction {
  if (isSignedOut(code)) return { label: "Sign in", run: onReconnect }
  switch (code) {
    case "not_found":
      return { label: "New chat", run: onNewChat }
    case "unsupported_version":
      return { label: "Reload", run: onReload }
    // Another window has taken this chat over.
    case "cancelled":
      return { label: "Use it here", run: onReconnect }
    default:
      return { label: "Try again", run: onReconnect }
  }
}

export const isSignedOut = (code: string): boolean => code === "signed_out" || code === "unauthenticated"
