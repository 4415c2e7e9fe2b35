import { z } from "zod"

/** A name that somebody outside gave to something: no control characters and no half of a pair, as PostgreSQL stores neither. */
export const idSchema = z.string().regex(/^[^\p{C}]{1,64}$/u, "must be 1 to 64 printable characters")
