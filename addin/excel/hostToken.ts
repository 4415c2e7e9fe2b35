import { AppError, type ErrorCode } from "../../shared/errors.ts"

/** Failures of `getAccessToken`. Source: Microsoft, "Troubleshoot error messages for single sign-on". */
const refusals: Record<number, [ErrorCode, string]> = {
  13000: ["forbidden", "This Excel cannot sign you in. Update Excel, or open the workbook in Excel on the web."],
  13001: ["signed_out", "You are not signed in to Office. Sign in to Excel, then try again."],
  13002: ["signed_out", "The sign-in was cancelled. Sign in to go on."],
  13003: ["signed_out", "This kind of account cannot be used. Sign in to Excel with your work or school account."],
  13004: [
    "forbidden",
    "Sign-in is not set up for this add-in (its resource is invalid). Please tell your administrator.",
  ],
  13005: ["forbidden", "This add-in may not sign you in yet. Please ask your administrator to allow it."],
  13006: ["signed_out", "Office could not sign you in. Restart Excel, then try again."],
  13007: ["signed_out", "Office could not get a sign-in for this add-in. Please try again in a moment."],
  13008: ["excel_busy", "A sign-in is already under way. Finish it, then try again."],
  13010: ["signed_out", "Your browser's security zones prevent the sign-in. Please tell your administrator."],
  13012: ["forbidden", "This Excel does not support sign-in for add-ins here. Open the workbook in Excel on the web."],
  13013: ["signed_out", "There were too many sign-ins in a short time. Please try again in a minute."],
}

/** An access token from the host's single sign-on (it may show a sign-in prompt). @throws AppError signed_out, forbidden, excel_busy. */
export async function hostToken(): Promise<string> {
  try {
    return await Office.auth.getAccessToken({ allowSignInPrompt: true })
  } catch (thrown) {
    const code = typeof thrown === "object" && thrown !== null && "code" in thrown ? Number(thrown.code) : 0
    const [kind, message] = refusals[code] ?? ["signed_out", "Office could not sign you in. Please try again."]
    throw new AppError(kind, message, { cause: thrown })
  }
}
