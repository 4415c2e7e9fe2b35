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
  readonly openPanes: OpenPanes
  readonly messageReaders: MessageReaders
}

/** A pane that has signed in, and what carries its messages. */
export interface SignedInPane {
  readonly access: Access
  readonly transport: PaneTransport
  /** Of its connection, where the pane was told it. */
  readonly id?: string
}

/**
 * Makes a pane the one that is connected to the session, for as long as its sign-in lasts. The caller has checked that the owner
 * may connect one more, and passes on what the transport receives.
 */
export function connectPane(parts: PaneParts, session: Session, { access, transport, id }: SignedInPane): Connection {
  const { tickets, metrics, heartbeatMs, openPanes, messageReaders } = parts
  const { limiter, remove } = openPanes.add(access.owner)
  const disconnected = metrics.connected(transport.transport)
  const connection: Connection = new Connection(
    { transport, limiter, parseLarge: messageReaders.socketMessage, heartbeatMs, id },
    {
      onMessage: (message) => session.receive(connection, message),
      onClose: () => {
        remove()
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
