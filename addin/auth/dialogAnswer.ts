import { z } from "zod"
import { errorCodes } from "../../shared/errors.ts"

/** The sign-in window's result: an access token and its account, or the error. */
export const dialogAnswerSchema = z.discriminatedUnion("signedIn", [
  z.object({ signedIn: z.literal(true), accessToken: z.string().min(1), username: z.string() }),
  z.object({ signedIn: z.literal(false), code: z.enum(errorCodes), message: z.string().min(1).max(500) }),
])
export type DialogAnswer = z.infer<typeof dialogAnswerSchema>
