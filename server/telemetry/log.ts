import { pino } from "pino"

type Fields = Readonly<Record<string, unknown>>

/** Structured events with ids, codes, sizes and durations; never cell contents, questions, answers or tokens. */
export interface Log {
  debug(event: string, fields?: Fields): void
  info(event: string, fields?: Fields): void
  warn(event: string, fields?: Fields): void
  error(event: string, fields?: Fields): void
}

/** JSON lines on standard error, so that standard output holds only what a person should read. */
export function createLog(level: string): Log {
  const logger = pino({ level, base: null }, pino.destination({ dest: 2, sync: true }))
  return {
    debug: (event, fields = {}) => logger.debug(fields, event),
    info: (event, fields = {}) => logger.info(fields, event),
    warn: (event, fields = {}) => logger.warn(fields, event),
    error: (event, fields = {}) => logger.error(fields, event),
  }
}

/** What the log may hold of a thrown thing: names, codes and stacks. Messages of vendors may quote what they were given. */
export function describeError(thrown: unknown): Fields {
  if (!(thrown instanceof Error)) return { thrown: typeof thrown }
  const code = "code" in thrown && typeof thrown.code === "string" ? thrown.code : undefined
  // The stack begins with the message, whose lines may look like frames.
  const { stack = "", message } = thrown
  const frames = stack
    .slice(stack.indexOf(message) + message.length)
    .split("\n")
    .filter((line) => line.trimStart().startsWith("at "))
  return {
    name: thrown.name,
    code,
    at: frames.slice(0, 6).map((line) => line.trim()),
    ...(thrown.cause !== undefined && { cause: describeError(thrown.cause) }),
  }
}
