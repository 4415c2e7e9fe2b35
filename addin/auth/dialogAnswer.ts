import { z } from "zod"
import { errorCodes } from "../../shared/errors.ts"

/** What the sign-in window tells the pane: an access token and whose it is, or why there is none. */
export const dialogAnswerSchema = z.discriminatedUnion("signedIn", [
  z.object({ signedIn: z.literal(true), accessToken: z.string().min(1), username: z.string() }),
  z.object({ signedIn: z.literal(false), code: z.enum(errorCodes), message: z.string().min(1).max(500) }),
])
export type DialogAnswer = z.infer<typeof dialogAnswerSchema>
