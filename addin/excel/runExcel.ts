import { AppError } from "../../shared/errors.ts"
import { excelError, officeCode } from "./excelError.ts"

export interface RunOptions {
  readonly signal?: AbortSignal | undefined
  /** Called once when Excel has not answered for a while: most likely a cell is being edited. */
  readonly onSlow?: (() => void) | undefined
}

const slowMs = 2_000
const editRetryMs = 400

/**
 * One Office.js batch that waits until no cell is being edited. Excel itself holds the batch back where it can
 * (`delayForCellEdit`); where it refuses instead, the batch is tried again. @throws AppError, `cancelled` when aborted.
 */
export async function runExcel<T>(
  batch: (context: Excel.RequestContext) => Promise<T>,
  { signal, onSlow }: RunOptions = {},
): Promise<T> {
  const slow = setTimeout(() => onSlow?.(), slowMs)
  try {
    for (;;) {
      throwIfStopped(signal)
      try {
        return await unlessStopped(Excel.run({ delayForCellEdit: true }, batch), signal)
      } catch (thrown) {
        if (officeCode(thrown) !== "InvalidOperationInCellEditMode") throw excelError(thrown)
        await unlessStopped(new Promise((resolve) => setTimeout(resolve, editRetryMs)), signal)
      }
    }
  } finally {
    clearTimeout(slow)
  }
}

const stopped = (): AppError => new AppError("cancelled", "Stopped.")

function throwIfStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw stopped()
}

/** The promise's result, or `cancelled` as soon as the signal says so: Office.js itself cannot be interrupted. */
function unlessStopped<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(stopped())
    signal.addEventListener("abort", stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop))
  })
}
