import { settingsSchema } from "../../shared/conversation.ts"
import { z } from "zod"

/** A refusal with the code Office.js gives for single sign-on. Source: Microsoft, "Troubleshoot error messages for single sign-on". */
class SignInRefused extends Error {
  readonly code: number
  constructor(code: number, message: string) {
    super(message)
    this.name = "SignInRefused"
    this.code = code
  }
}

/** `other` when the server signs people in with Entra, which does not involve the simulated Excel; `unreachable` when it does not answer. */
export type SignInMode = "local" | "other" | "unreachable"

export async function readSignInMode(): Promise<SignInMode> {
  try {
    const response = await fetch("/api/settings")
    if (!response.ok) return "unreachable"
    return settingsSchema.parse(await response.json()).authMode === "local" ? "local" : "other"
  } catch {
    return "unreachable" // shown to the person as such
  }
}

const tokenSchema = z.object({ accessToken: z.string() })

/** An access token of the server's local issuer for the person signed in, or Office's refusal when nobody is (`user` undefined). */
export async function localToken(user: string | undefined, mode: SignInMode): Promise<string> {
  if (mode === "other") throw new SignInRefused(13012, "The simulated Excel has no single sign-on with Entra.")
  if (user === undefined) throw new SignInRefused(13001, "The user is not signed into Office.")
  const response = await fetch("/auth/local/token", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ user }),
  })
  // 404: this server has no local issuer.
  if (!response.ok) throw new SignInRefused(response.status === 404 ? 13012 : 13006, "The server gave no token.")
  return tokenSchema.parse(await response.json()).accessToken
}
