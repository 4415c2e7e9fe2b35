import { AppError } from "../../../shared/errors.ts"
import { ownerKey, type Owner } from "../../auth/owner.ts"
import { MessageRateLimiter } from "./messageRateLimiter.ts"

/** Lines to panes that one person may have open in one process; every workbook that is open in Excel has one. */
const mostLines = 32

/** The lines of each owner, who has one flood gate for all of them: more lines must not mean more room. */
export class OpenPanes {
  readonly #owners = new Map<string, { lines: number; readonly gate: MessageRateLimiter }>()

  /** @throws AppError rate_limited when the owner has too many. */
  requireRoom(owner: Owner): void {
    if ((this.#owners.get(ownerKey(owner))?.lines ?? 0) >= mostLines)
      throw new AppError("rate_limited", "Too many chats are open at once; please close some of them.")
  }

  /** Counts a line until `leave`, which may be called once. */
  enter(owner: Owner): { readonly gate: MessageRateLimiter; readonly leave: () => void } {
    const key = ownerKey(owner)
    const own = this.#owners.get(key) ?? { lines: 0, gate: new MessageRateLimiter() }
    this.#owners.set(key, own)
    own.lines++
    return {
      gate: own.gate,
      leave: () => {
        own.lines--
        if (own.lines === 0) this.#owners.delete(key)
      },
    }
  }
}
