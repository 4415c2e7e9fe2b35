import { z } from "zod"

/** An id from outside: no control characters and no unpaired surrogates, because PostgreSQL stores neither. */
export const idSchema = z.string().regex(/^[^\p{C}]{1,64}$/u, "must be 1 to 64 printable characters")
