import { config } from "zod"
import { AppError, toAppError } from "../../shared/errors.ts"
import type { DialogAnswer } from "../auth/dialogAnswer.ts"
import { redirectSignIn } from "../auth/redirectSignIn.ts"
import { restClient } from "../connection/restClient.ts"
import { answerPane } from "../excel/answerPane.ts"
import { startOffice } from "../excel/startOffice.ts"

// The content security policy forbids generated code, which zod would otherwise try.
config({ jitless: true })

const refuse = (): Promise<string> => Promise.reject(new AppError("signed_out", "This page only signs in."))
const noToken = { get: refuse, getLasting: refuse, forget: () => undefined }

async function signIn(): Promise<DialogAnswer | null> {
  try {
    if (!inExcel) throw new AppError("forbidden", "This page signs people in for Excel Chat. Open Excel Chat in Excel.")
    const { entra } = await restClient(noToken).settings()
    if (!entra) throw new AppError("forbidden", "This server does not sign people in with Microsoft Entra.")
    return await redirectSignIn(entra, window.location)
  } catch (error) {
    const { code, message } = toAppError(error)
    return { signedIn: false, code, message }
  }
}

const inExcel = (await startOffice()) === "excel"
const answer = await signIn()
if (answer) {
  const status = document.getElementById("status")
  // The pane closes the window; this text is only seen if the pane is gone.
  if (status) status.textContent = answer.signedIn ? "You are signed in. You can close this window." : answer.message
  if (inExcel) answerPane(JSON.stringify(answer))
}
