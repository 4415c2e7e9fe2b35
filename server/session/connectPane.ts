import type { Access } from "../auth/owner.ts"
import type { Tickets } from "../auth/tickets.ts"
import type { Metrics } from "../telemetry/metrics.ts"
import { closeCodes, Connection } from "./pane/connection.ts"
import type { PaneTransport } from "./pane/paneTransport.ts"
import type { MessageReaders } from "./messages/openMessageReaders.ts"
import type { OpenPanes } from "./pane/openPanes.ts"
import type { Session } from "./session.ts"
import { SignIn } from "./pane/signIn.ts"

export interface PaneParts {
  readonly tickets: Tickets
  readonly metrics: Metrics
  readonly heartbeatMs: number
  readonly lines: OpenPanes
  readonly messageReaders: MessageReaders
}

/** A pane that has signed in, and the way to it. */
export interface ArrivedPane {
  readonly access: Access
  readonly transport: PaneTransport
  /** Of its connection, where the pane must know it. */
  readonly id?: string
}

/**
 * Makes a line the session's one connection, for as long as the sign-in behind it lasts. The caller has looked whether the owner
 * has room for it, and passes on what the line says.
 */
export function connectPane(parts: PaneParts, session: Session, { access, transport, id }: ArrivedPane): Connection {
  const { tickets, metrics, heartbeatMs, lines, messageReaders } = parts
  const { gate, leave } = lines.enter(access.owner)
  const disconnected = metrics.connected(transport.transport)
  const connection: Connection = new Connection(
    { transport, limiter: gate, parseLarge: messageReaders.socketMessage, heartbeatMs, id },
    {
      onMessage: (message) => session.receive(connection, message),
      onClose: () => {
        leave()
        disconnected()
        session.detach(connection)
      },
    },
  )
  const signIn = new SignIn(
    access,
    (ticket) => tickets.redeem(ticket, session.sessionId),
    () => connection.close(closeCodes.signedOut, "unauthenticated"),
  )
  session.attach(connection, signIn)
  return connection
}
