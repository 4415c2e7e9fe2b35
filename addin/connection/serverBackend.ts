import type { Backend } from "../chat/backend.ts"
import { ChatSocket } from "./chatSocket.ts"
import { systemClock } from "./clock.ts"
import { eventTransport } from "./eventTransport.ts"
import type { RestClient } from "./restClient.ts"
import { TransportChoice } from "./transportChoice.ts"
import { webSocketTransport } from "./webSocketTransport.ts"

/** The server on the pane's own origin. */
export function serverBackend(rest: RestClient): Backend {
  return {
    settings: rest.settings,
    createSession: rest.createSession,
    history: rest.history,
    listChats: rest.listSessions,
    renameChat: rest.renameSession,
    deleteChat: rest.deleteSession,
    connect: (sessionId, listener) => {
      const ticket = () => rest.ticket(sessionId)
      return new ChatSocket({
        // A token that is about to end would buy a ticket, but renew nothing.
        ticket: () => rest.signIn().then(ticket),
        transports: new TransportChoice(
          webSocketTransport(sessionId, ticket),
          eventTransport(sessionId, rest.call, rest.signIn),
          systemClock,
        ),
        listener,
        clock: systemClock,
        random: Math.random,
        watchOffline,
      })
    },
  }
}

/** The browser notices at once that there is no network; a connection may take minutes. */
function watchOffline(run: () => void): () => void {
  window.addEventListener("offline", run)
  return () => window.removeEventListener("offline", run)
}
