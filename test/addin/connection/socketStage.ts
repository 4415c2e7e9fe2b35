import type { ConnectionStatus } from "../../../addin/chat/backend.ts"
import { ChatSocket } from "../../../addin/connection/chatSocket.ts"
import type { Transport } from "../../../addin/connection/transport.ts"
import { TransportChoice } from "../../../addin/connection/transportChoice.ts"
import type { AppError } from "../../../shared/errors.ts"
import type { ClientMessage, ServerMessage } from "../../../shared/protocol.ts"

/** A clock that moves only when told. */
export function heldClock() {
  let time = 0
  let timers: { at: number; run: () => void }[] = []
  return {
    now: () => time,
    after: (milliseconds: number, run: () => void) => {
      const timer = { at: time + milliseconds, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    /** Moves on, running what falls due in order. */
    advance: async (milliseconds: number) => {
      const end = time + milliseconds
      for (;;) {
        const [due] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
        if (!due) break
        timers = timers.filter((other) => other !== due)
        time = due.at
        due.run()
        await settle()
      }
      time = end
    },
  }
}

/** Lets promises that are already resolved run on. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

interface Line {
  readonly by: "socket" | "events"
  readonly sent: ClientMessage[]
  closed: boolean
  /** The server says something. */
  say(message: Record<string, unknown>): void
  /** The line breaks, or is closed by the server for a reason. */
  break(reason?: AppError): void
}

/** A ChatSocket with a clock in hand and its server played by the test: every line it opened, and what it told the chat. */
export function socketStage(ticket: () => Promise<string> = () => Promise.resolve("ticket")) {
  const clock = heldClock()
  const lines: Line[] = []
  const statuses: ConnectionStatus[] = []
  const messages: ServerMessage[] = []
  let offline = (): void => undefined
  const transport = (by: Line["by"]): Transport => ({
    prepare: async () => {
      await ticket()
      return (events) => {
        const line: Line = {
          by,
          sent: [],
          closed: false,
          say: (message) => events.onText(JSON.stringify({ v: 1, ...message })),
          break: (reason) => events.onClose(reason),
        }
        lines.push(line)
        return {
          send: (text) => line.sent.push(JSON.parse(text) as ClientMessage),
          close: () => {
            line.closed = true
          },
        }
      }
    },
  })
  const socket = new ChatSocket({
    ticket,
    transports: new TransportChoice(transport("socket"), transport("events"), clock),
    clock,
    random: () => 1,
    listener: {
      onStatus: (status) => statuses.push(status),
      onMessage: (message) => messages.push(message),
    },
    watchOffline: (run) => {
      offline = run
      return () => {
        offline = () => undefined
      }
    },
  })
  return { clock, lines, statuses, messages, socket, loseNetwork: () => offline() }
}

/** What the server says first. */
export const established = (lastSeq: number, requestId: string | null = null) => ({
  type: "connection_established",
  sessionId: "s1",
  serverTime: "2026-01-01T00:00:00.000Z",
  heartbeatInterval: 20_000,
  signedInForMs: 3_600_000,
  lastSeq,
  requestId,
})
