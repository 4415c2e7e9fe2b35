import { AppError } from "../../../shared/errors.ts"
import { ownerKey, type Owner } from "../../auth/owner.ts"
import { MessageRateLimiter } from "./messageRateLimiter.ts"

/** Panes that one owner may have connected to one process; every workbook that is open in Excel has one. */
const maxPanes = 32

/** Counts the panes of each owner. All of them share one rate limiter: more panes must not mean more messages. */
export class OpenPanes {
  readonly #owners = new Map<string, { count: number; readonly limiter: MessageRateLimiter }>()

  /** @throws AppError rate_limited when the owner has too many. */
  requireRoom(owner: Owner): void {
    if ((this.#owners.get(ownerKey(owner))?.count ?? 0) >= maxPanes)
      throw new AppError("rate_limited", "Too many chats are open at once; please close some of them.")
  }

  /** Counts a pane until `remove`, which may be called once. */
  add(owner: Owner): { readonly limiter: MessageRateLimiter; readonly remove: () => void } {
    const key = ownerKey(owner)
    const own = this.#owners.get(key) ?? { count: 0, limiter: new MessageRateLimiter() }
    this.#owners.set(key, own)
    own.count++
    return {
      limiter: own.limiter,
      remove: () => {
        own.count--
        if (own.count === 0) this.#owners.delete(key)
      },
    }
  }
}
