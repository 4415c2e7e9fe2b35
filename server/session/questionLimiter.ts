import { AppError } from "../../shared/errors.ts"
import { ownerKey, type Owner } from "../auth/owner.ts"

/** Counts one question of an owner. @throws AppError rate_limited with the seconds to wait. */
export type CountQuestion = (owner: Owner) => void

const windowMs = 60_000

/** At most `perMinute` questions in the minute that an owner's first one starts; null is no limit. */
export function questionLimiter(perMinute: number | null, now = () => performance.now()): CountQuestion {
  const windows = new Map<string, { count: number; endsAt: number }>()
  return (owner) => {
    if (perMinute === null) return
    const time = now()
    // Windows end in the order in which they were opened, so the ended ones stand in front.
    for (const [key, { endsAt }] of windows) {
      if (endsAt > time) break
      windows.delete(key)
    }
    const key = ownerKey(owner)
    const window = windows.get(key) ?? { count: 0, endsAt: time + windowMs }
    windows.set(key, window)
    if (++window.count <= perMinute) return
    const seconds = Math.max(1, Math.ceil((window.endsAt - time) / 1000))
    throw new AppError(
      "rate_limited",
      `At most ${perMinute} questions a minute are answered; please try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`,
    )
  }
}
