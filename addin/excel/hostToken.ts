import { AppError, type ErrorCode } from "../../shared/errors.ts"
import { officeSupports } from "./officeSupports.ts"

const notHere: [ErrorCode, string] = [
  "excel_failed",
  "This Excel cannot sign you in. Update Excel, or open the workbook in Excel on the web.",
]

/**
 * Failures of `getAccessToken`; `excel_failed` where Microsoft says "fall back to an alternate system of user authentication".
 * Source: https://learn.microsoft.com/office/dev/add-ins/develop/troubleshoot-sso-in-office-add-ins.
 */
const refusals: Record<number, [ErrorCode, string]> = {
  13000: notHere,
  13001: ["signed_out", "You are not signed in to Office. Sign in to Excel, then try again."],
  13002: ["signed_out", "The sign-in was cancelled. Sign in to go on."],
  13003: ["excel_failed", "This kind of account cannot be used. Sign in to Excel with your work or school account."],
  // Only while the add-in is being set up: the page's own sign-in works without the manifest.
  13004: ["excel_failed", "Sign-in is not set up in this add-in's manifest. Please tell your administrator."],
  13005: ["excel_failed", "This add-in may not sign you in yet. Please ask your administrator to allow it."],
  13006: ["signed_out", "Office could not sign you in. Sign out of Office and in again, then try again."],
  // Among others another kind of account in Excel than the add-in takes.
  13007: ["excel_failed", "Office could not get a sign-in for this add-in. Please try again in a moment."],
  13008: ["excel_busy", "A sign-in is already under way. Finish it, then try again."],
  13010: ["signed_out", "Your browser's security zones prevent the sign-in. Please tell your administrator."],
  13012: ["excel_failed", "This Excel does not sign in add-ins here. Open the workbook in Excel on the web."],
  13013: ["excel_failed", "There were too many sign-ins in a short time. Please try again in a minute."],
}

/**
 * An access token from the host's single sign-on. Office keeps it and renews it itself.
 * @throws AppError signed_out, excel_busy; excel_failed where another way may work.
 */
export async function hostToken({ mayPrompt }: { readonly mayPrompt: boolean }): Promise<string> {
  if (!officeSupports("IdentityAPI 1.3")) throw new AppError(...notHere)
  try {
    return await Office.auth.getAccessToken({ allowSignInPrompt: mayPrompt, allowConsentPrompt: mayPrompt })
  } catch (thrown) {
    const code = typeof thrown === "object" && thrown !== null && "code" in thrown ? Number(thrown.code) : 0
    const [kind, message] = refusals[code] ?? ["excel_failed", "Office could not sign you in. Please try again."]
    throw new AppError(kind, message, { cause: thrown })
  }
}
