/** Excel's own codes (https://learn.microsoft.com/office/dev/add-ins/develop/troubleshoot-sso-in-office-add-ins). */
export const signInError = {
  notSignedIn: 13001,
  cancelled: 13002,
  accountNotSupported: 13003,
  clientError: 13006,
  serverError: 13007,
  offline: 13010,
  notSupportedHere: 13012,
} as const

/** What `getAccessToken` of the page throws to make Office.js refuse with one of Excel's codes. */
export class SignInRefused extends Error {
  readonly code: number

  constructor(code: number) {
    super(`Excel refuses to sign in with code ${code}`)
    this.name = "SignInRefused"
    this.code = code
  }
}
