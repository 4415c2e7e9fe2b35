import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client"

export type Transport = "socket" | "events"

/** Counts and durations for Prometheus. Labels come from closed sets, never from a person, a workbook or a question. */
export interface Metrics {
  /** `route` is the pattern of a documented address, not what was asked for. */
  request(request: {
    readonly method: string
    readonly route: string
    readonly status: number
    readonly seconds: number
  }): void
  /** A pane has connected; call the result once when it has gone. */
  connected(transport: Transport): () => void
  /** `outcome` is how a complete answer ended, or the code of the error in its place. */
  turn(turn: { readonly answeredBy: string; readonly outcome: string; readonly seconds: number }): void
  modelCall(call: { readonly outcome: string; readonly seconds: number }): void
  toolCall(call: { readonly tool: string; readonly ok: boolean; readonly seconds: number }): void
  /** A background job has ended, or was put back for later. */
  job(job: { readonly name: string; readonly outcome: string; readonly seconds: number }): void
  /** Everything in Prometheus' text format, with its content type. */
  read(): Promise<{ readonly type: string; readonly text: string }>
}

// From a cached reply to a long turn.
const shortTimes = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const longTimes = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 90, 180]

/** Memory, garbage collection and the event loop's lag belong to the process, however many servers a test starts in it. */
let ofProcess: Registry | undefined

function processMetrics(): Registry {
  if (!ofProcess) {
    ofProcess = new Registry()
    collectDefaultMetrics({ register: ofProcess })
  }
  return ofProcess
}

/** The metrics of one server. `queueLength`, of the calls that analysis workers have not answered, is asked whenever they are read. */
export function createMetrics(queueLength: () => number): Metrics {
  const registry = new Registry()
  const { requests, requestSeconds, connections, turns, turnSeconds, modelSeconds, toolSeconds, jobSeconds } =
    instrumentsIn(registry)
  new Gauge({
    name: "analysis_queue_length",
    help: "Calls that the analysis workers have not answered yet.",
    registers: [registry],
    collect() {
      this.set(queueLength())
    },
  })
  // Gauges of labels that nothing has set yet would be missing from the first reading.
  for (const transport of ["socket", "events"] as const) connections.set({ transport }, 0)
  const all = Registry.merge([processMetrics(), registry])

  return {
    request: ({ method, route, status, seconds }) => {
      requests.inc({ method, route, status })
      requestSeconds.observe({ method, route }, seconds)
    },
    connected: (transport) => {
      connections.inc({ transport })
      return () => connections.dec({ transport })
    },
    turn: ({ answeredBy, outcome, seconds }) => {
      turns.inc({ answered_by: answeredBy, outcome })
      turnSeconds.observe({ answered_by: answeredBy }, seconds)
    },
    modelCall: ({ outcome, seconds }) => modelSeconds.observe({ outcome }, seconds),
    toolCall: ({ tool, ok, seconds }) => toolSeconds.observe({ tool, ok: String(ok) }, seconds),
    job: ({ name, outcome, seconds }) => jobSeconds.observe({ job: name, outcome }, seconds),
    read: async () => ({ type: all.contentType, text: await all.metrics() }),
  }
}

/** What is counted and timed, by our words; Prometheus' names are in each. */
function instrumentsIn(registry: Registry) {
  const registers = [registry]
  return {
    requests: new Counter({
      name: "http_requests_total",
      help: "Requests answered.",
      labelNames: ["method", "route", "status"],
      registers,
    }),
    requestSeconds: new Histogram({
      name: "http_request_duration_seconds",
      help: "Time from a request's headers to the end of its reply.",
      labelNames: ["method", "route"],
      buckets: shortTimes,
      registers,
    }),
    connections: new Gauge({
      name: "chat_connections",
      help: "Panes connected now.",
      labelNames: ["transport"],
      registers,
    }),
    turns: new Counter({
      name: "chat_turns_total",
      help: "Questions that ended in an answer or an error.",
      labelNames: ["answered_by", "outcome"],
      registers,
    }),
    turnSeconds: new Histogram({
      name: "chat_turn_duration_seconds",
      help: "Time from a question to the end of its answer.",
      labelNames: ["answered_by"],
      buckets: longTimes,
      registers,
    }),
    modelSeconds: new Histogram({
      name: "model_call_duration_seconds",
      help: "Time of one reply of the language model, attempts included.",
      labelNames: ["outcome"],
      buckets: longTimes,
      registers,
    }),
    toolSeconds: new Histogram({
      name: "tool_call_duration_seconds",
      help: "Time of one tool call of an answer.",
      labelNames: ["tool", "ok"],
      buckets: shortTimes,
      registers,
    }),
    jobSeconds: new Histogram({
      name: "job_duration_seconds",
      help: "Time of one attempt at a background job.",
      labelNames: ["job", "outcome"],
      buckets: longTimes,
      registers,
    }),
  }
}
