import type { Access } from "../auth/owner.ts"
import type { Tickets } from "../auth/tickets.ts"
import type { Metrics } from "../telemetry/metrics.ts"
import { closeCodes, Connection } from "./pane/connection.ts"
import type { PaneTransport } from "./pane/paneTransport.ts"
import type { OpenPanes } from "./pane/openPanes.ts"
import type { Session } from "./session.ts"
import { SignIn } from "./pane/signIn.ts"

export interface PaneParts {
  readonly tickets: Tickets
  readonly metrics: Metrics
  readonly heartbeatMs: number
  readonly lines: OpenPanes
}

/**
 * Makes a line the session's one connection, for as long as the sign-in behind it lasts. The caller has looked whether the owner
 * has room for it, and passes on what the line says.
 */
export function connectPane(
  { tickets, metrics, heartbeatMs, lines }: PaneParts,
  session: Session,
  access: Access,
  line: PaneTransport,
  id?: string,
): Connection {
  const { gate, leave } = lines.enter(access.owner)
  const disconnected = metrics.connected(line.transport)
  const connection: Connection = new Connection(
    line,
    {
      onMessage: (message) => session.receive(connection, message),
      onClose: () => {
        leave()
        disconnected()
        session.detach(connection)
      },
    },
    gate,
    heartbeatMs,
    id,
  )
  const signIn = new SignIn(
    access,
    (ticket) => tickets.redeem(ticket, session.sessionId),
    () => connection.close(closeCodes.signedOut, "unauthenticated"),
  )
  session.attach(connection, signIn)
  return connection
}
