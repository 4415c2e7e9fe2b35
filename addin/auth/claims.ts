import { z } from "zod"

const claimsSchema = z.object({ exp: z.number().optional().catch(undefined) })

/** What a JWT says of itself (`exp`: seconds since 1970); nothing for an opaque token. The server verifies it, not we. */
export function claimsOf(token: string): z.infer<typeof claimsSchema> {
  try {
    const payload = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/")
    return claimsSchema.parse(JSON.parse(atob(payload)))
  } catch {
    return {} // an opaque token
  }
}
