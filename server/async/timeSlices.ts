import { setImmediate as nextTurn } from "node:timers/promises"

/** How long we work before others have their turn on the event loop. */
const sliceMs = 8

/** To be asked between pieces of long work, and its answer awaited when there is one: it lets others have their turn. */
export function timeSlices(): () => Promise<void> | undefined {
  let sliceEnds = performance.now() + sliceMs
  return () => {
    if (performance.now() < sliceEnds) return undefined
    return nextTurn().then(() => {
      sliceEnds = performance.now() + sliceMs
    })
  }
}
