import { toAppError } from "../../shared/errors.ts"
import { closeRange, performRangeCall } from "./rangeCalls.ts"
import { warmUp } from "./warmUp.ts"
import { hasOutgrown } from "./withinMemory.ts"
import { closeLoading, performWorkbookCall } from "./workbookCalls.ts"
import type { WorkerCall, WorkerReply, WorkerRequest, WorkerResults } from "./workerMessages.ts"

/** Ready only once danfo and DuckDB have done their first work, so that no question pays for it. */
await warmUp()
// The server ends its workers itself, and they end with it; Ctrl+C in its terminal is not meant for them.
process.on("SIGINT", () => undefined)
process.on("disconnect", () => process.exit())
process.on("message", (request) => {
  // The program at the other end is ours, and the types say what it sends.
  const { id, call } = request as WorkerRequest
  perform(call).then(
    (result) => reply({ id, ok: true, result }),
    (error: unknown) => {
      const known = toAppError(error)
      const cause = known.code === "internal" && error instanceof Error ? error.stack : undefined
      reply({ id, ok: false, code: known.code, message: known.message, cause })
    },
  )
})
const reply = (message: WorkerReply): void => {
  process.send?.(message, () => {
    // An orderly exit would wait for it.
    if (hasOutgrown()) process.kill(process.pid, "SIGKILL")
  })
}
reply({ id: 0, ok: true, result: null })

async function perform(call: WorkerCall): Promise<WorkerResults[keyof WorkerResults]> {
  switch (call.kind) {
    case "add":
    case "add_json":
    case "read":
    case "profile":
    case "query":
    case "chunks":
      return await performRangeCall(call)
    case "close":
      closeLoading(call.held)
      await closeRange(call.held)
      return null
    default:
      return await performWorkbookCall(call)
  }
}
