import { AppError } from "../../shared/errors.ts"
import type { Owner } from "../auth/owner.ts"
import type { Conversations } from "../conversation/conversations.ts"

/**
 * @throws AppError not_found when the owner has no such session. Everything in use is kept by owner, so a chat goes on while the
 * storage is away.
 */
export async function requireStored(conversations: Conversations, owner: Owner, sessionId: string): Promise<void> {
  await conversations.require(owner, sessionId).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== "storage_unavailable") throw error
  })
}
