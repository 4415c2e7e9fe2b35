import { z } from "zod"
import { AppError } from "../../shared/errors.ts"

const timeoutMs = 15_000

const replySchema = z.object({ accessToken: z.string() })

/**
 * A token of the development server's own issuer, for an Excel whose host has no single sign-on for this add-in (a sideloaded
 * manifest without Entra). Used only where the server says that its `authMode` is local. @throws AppError signed_out, offline.
 */
export async function localToken(): Promise<string> {
  let response: Response
  try {
    response = await fetch("/auth/local/token", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ user: "local" }),
      // A network that swallows it would hold up every reconnect.
      signal: AbortSignal.timeout(timeoutMs),
    })
  } catch (error) {
    throw new AppError("offline", "The server cannot be reached. Check your connection, then try again.", {
      cause: error,
    })
  }
  const reply = replySchema.safeParse(await response.json().catch(() => undefined))
  if (!response.ok || !reply.success) throw new AppError("signed_out", "The local sign-in failed. Please try again.")
  return reply.data.accessToken
}
