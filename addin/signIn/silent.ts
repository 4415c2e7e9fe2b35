import { passOnAnswer } from "../auth/passOnAnswer.ts"

await passOnAnswer()
