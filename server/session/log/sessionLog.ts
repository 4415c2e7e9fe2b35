import { setTimeout as wait } from "node:timers/promises"
import type { Cache, LogEntry } from "../../cache/cache.ts"
import { protocolVersion, type ServerMessage } from "../../../shared/protocol.ts"
import type { TurnMessage } from "./turnMessage.ts"

/** How long a session's last messages are kept for a pane that reconnects. */
const lifetimeMs = 15 * 60_000

/** How long to wait before entries that the cache did not take are given to it again. */
const retryMs = 500

interface Kept {
  readonly seq: number
  /** The message as it is sent. */
  readonly text: string
  readonly message: Extract<ServerMessage, { requestId: string; seq: number }> | FailedTurn
}
type FailedTurn = Extract<ServerMessage, { type: "error" }> & { readonly requestId: string; readonly seq: number }

/**
 * A session's numbered messages of the running and the last turn, kept so that a pane that reconnects misses none: here, and in
 * the cache for the processes that it may reconnect to.
 */
export class SessionLog {
  lastSeq = 0
  readonly #cache: Cache
  readonly #key: string
  /** Called with what the cache has taken, for the other processes. */
  readonly #onShared: (entries: readonly LogEntry[]) => void
  #kept: Kept[] = []
  #unshared: LogEntry[] = []
  #sharing: Promise<void> | undefined

  constructor(cache: Cache, key: string, onShared: (entries: readonly LogEntry[]) => void) {
    this.#cache = cache
    this.#key = `log ${key}`
    this.#onShared = onShared
  }

  /** Numbers a message of a turn that runs here. */
  add(requestId: string, body: TurnMessage): void {
    const seq = ++this.lastSeq
    const message: Kept["message"] = { v: protocolVersion, seq, requestId, ...body }
    const text = JSON.stringify(message)
    this.#kept.push({ seq, text, message })
    this.#unshared.push({ seq, text })
    this.#sharing ??= this.#share()
  }

  /** Takes what a turn sent that runs elsewhere. */
  async take(entries: readonly LogEntry[]): Promise<void> {
    const first = entries[0]?.seq ?? 0
    if (first > this.lastSeq + 1) return this.catchUp()
    for (const entry of entries) this.#append(entry)
  }

  /** Reads from the cache what this process has not seen yet. */
  async catchUp(): Promise<void> {
    const { entries, lastSeq } = await this.#cache.read(this.#key, this.lastSeq)
    for (const entry of entries) this.#append(entry)
    this.lastSeq = Math.max(this.lastSeq, lastSeq)
  }

  /** Resolves when the cache has everything that was added here. */
  async shared(): Promise<void> {
    await this.#sharing
  }

  /** The first message behind `seq`. */
  next(seq: number): { readonly seq: number; readonly text: string } | undefined {
    return this.#kept[this.#indexAfter(seq)]
  }

  after(seq: number): ServerMessage[] {
    return this.#kept.slice(this.#indexAfter(seq)).map(({ message }) => message)
  }

  /** The messages of the last turn from its start, while its end is missing. */
  openTurn(): readonly Kept["message"][] {
    const last = this.#kept.at(-1)?.message
    if (!last || last.type === "assistant_response_complete" || last.type === "error") return []
    return this.#kept.map(({ message }) => message).filter(({ requestId }) => requestId === last.requestId)
  }

  /** True when the turn that answers (or refused) this question is still kept. */
  hasTurnFor(messageId: string): boolean {
    return this.#kept.some(
      ({ message }) => message.type === "assistant_response_start" && message.messageId === messageId,
    )
  }

  /** To be called when a turn begins: only the one before it is still needed. */
  keepOnlyLastTurn(): void {
    const last = this.#kept.at(-1)?.message.requestId
    const first = this.#kept.find(({ message }) => message.requestId === last)
    if (first) this.#forget(first.seq - 1)
  }

  /** The pane has everything up to `seq`. The open turn is kept whole, so that a reloaded pane sees all of it. */
  acknowledge(seq: number): void {
    const start = this.openTurn()[0]
    this.#forget(Math.min(seq, start ? start.seq - 1 : seq))
  }

  #forget(seq: number): void {
    if (this.#indexAfter(seq) === 0) return
    this.#kept = this.#kept.slice(this.#indexAfter(seq))
    // What stays longer than it must is forgotten with the next turn, or with the log.
    void this.#cache.trim(this.#key, seq).catch(() => undefined)
  }

  #append({ seq, text }: LogEntry): void {
    if (seq <= this.lastSeq) return
    // Written by one of our own processes.
    const message = JSON.parse(text) as Kept["message"]
    this.#kept.push({ seq, text, message })
    this.lastSeq = seq
  }

  #indexAfter(seq: number): number {
    const [first] = this.#kept
    if (!first) return 0
    // Numbers have no gaps, except where the cache lost some.
    let index = Math.min(Math.max(seq - first.seq + 1, 0), this.#kept.length)
    while (index > 0 && (this.#kept[index - 1]?.seq ?? 0) > seq) index--
    return index
  }

  /** One batch at a time: what is added while one is under way goes with the next. */
  async #share(): Promise<void> {
    while (this.#unshared.length > 0) {
      const batch = this.#unshared
      this.#unshared = []
      try {
        await this.#cache.append(this.#key, batch, lifetimeMs)
        this.#onShared(batch)
      } catch {
        // The panes of this process go on without the cache; the others get it when it is back.
        this.#unshared = [...batch, ...this.#unshared]
        await wait(retryMs, undefined, { ref: false })
      }
    }
    // At once, and not when the promise settles: what is added between the two would wait for the message after it.
    this.#sharing = undefined
  }
}
