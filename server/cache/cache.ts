/**
 * What several server processes share while it is of use, and may lose: tickets, counters, leases, the last messages of a
 * session. Keys start with what they are and then the owner: `turn ["tenant","user"] <session id>`.
 * @throws AppError storage_unavailable from every method while the store cannot be reached.
 */
export interface Cache {
  get(key: string): Promise<string | undefined>
  set(key: string, value: string, lifetimeMs: number): Promise<void>
  /** Reads and deletes in one step: of several callers one gets the value. */
  take(key: string): Promise<string | undefined>
  delete(key: string): Promise<void>

  /** True when this value holds the key now: there was none, or it was this one already; its lifetime starts again. */
  hold(key: string, value: string, lifetimeMs: number): Promise<boolean>
  /** Deletes the key if it still has this value. */
  release(key: string, value: string): Promise<void>

  /** Counts one event in the window that the first one opened. */
  count(key: string, windowMs: number): Promise<{ readonly count: number; readonly endsInMs: number }>

  /** Adds entries behind the last one; numbers only grow, an entry that is not above the last one is left out. */
  append(log: string, entries: readonly LogEntry[], lifetimeMs: number): Promise<void>
  /** The entries behind `afterSeq`, in order, and the last number that was ever given, 0 for a log that is not there. */
  read(log: string, afterSeq: number): Promise<{ readonly entries: LogEntry[]; readonly lastSeq: number }>
  /** Forgets every entry up to and including `seq`; numbers go on growing. */
  trim(log: string, seq: number): Promise<void>

  /** Delivered in order to whoever listens now, in this process too; never stored. */
  publish(channel: string, text: string): Promise<void>
  /** Resolves when listening has begun; returns the way to end it. The listener must not throw, and hears nothing of an outage. */
  subscribe(channel: string, listener: (text: string) => void): Promise<() => Promise<void>>

  /** Resolves when the store that all processes share takes and gives; rejects while it does not, whatever goes on without it. */
  ready(): Promise<void>
  /** False while the store is away and for a while after: what it does not have may then be in another process. */
  complete(): boolean
  close(): Promise<void>
}

export interface LogEntry {
  readonly seq: number
  readonly text: string
}
