import { answerCalls } from "../processes/answerCalls.ts"
import { closeRange, performRangeCall } from "./rangeCalls.ts"
import { warmUp } from "./warmUp.ts"
import { closeLoading, performWorkbookCall } from "./workbookCalls.ts"
import type { WorkerCall, WorkerResults } from "./workerMessages.ts"

/** Ready only once danfo and DuckDB have done their first work, so that no question pays for it. */
await warmUp()
answerCalls(perform)

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
