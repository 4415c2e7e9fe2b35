import type { Log } from "../../server/telemetry/log.ts"

export interface LoggedEvent {
  readonly level: "debug" | "info" | "warn" | "error"
  readonly event: string
  readonly [field: string]: unknown
}

/** A log that a test can read. */
export function recordingLog(): Log & { readonly events: LoggedEvent[] } {
  const events: LoggedEvent[] = []
  const at =
    (level: LoggedEvent["level"]) =>
    (event: string, fields: Readonly<Record<string, unknown>> = {}): void =>
      void events.push({ level, event, ...fields })
  return { events, debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") }
}
