import type { Access } from "../../auth/owner.ts"
import { ownerKey } from "../../auth/owner.ts"
import { AppError } from "../../../shared/errors.ts"

/** The longest time that a timer can be set to. */
const mostMs = 2 ** 31 - 1

/** The sign-in behind one connection, which ends with it unless it is renewed. A clock that jumps changes nothing. */
export class SignIn {
  readonly #owner: string
  readonly #redeem: (ticket: string) => Promise<Access | undefined>
  readonly #onEnd: () => void
  #timer: NodeJS.Timeout | undefined

  constructor(access: Access, redeem: (ticket: string) => Promise<Access | undefined>, onEnd: () => void) {
    this.#owner = ownerKey(access.owner)
    this.#redeem = redeem
    this.#onEnd = onEnd
    this.forMs = this.#endIn(access)
  }

  /** Milliseconds that it lasted when it began or was renewed last. */
  forMs: number

  /** @throws AppError unauthenticated when the ticket is not good, or is somebody else's. */
  async renew(ticket: string): Promise<void> {
    const access = await this.#redeem(ticket)
    if (!access || ownerKey(access.owner) !== this.#owner)
      throw new AppError("unauthenticated", "The ticket is spent or expired; get a new one.")
    this.forMs = this.#endIn(access)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #endIn({ endsAt }: Access): number {
    clearTimeout(this.#timer)
    const milliseconds = Math.min(Math.max(endsAt - Date.now(), 0), mostMs)
    this.#timer = setTimeout(this.#onEnd, milliseconds).unref()
    return milliseconds
  }
}
