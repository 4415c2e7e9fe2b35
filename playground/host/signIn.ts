/** Excel's own codes (https://learn.microsoft.com/office/dev/add-ins/develop/troubleshoot-sso-in-office-add-ins). */
export const signInError = { notSignedIn: 13001, cancelled: 13002, clientError: 13006, offline: 13010 } as const

/** The code with which the page refused a token: one of Excel's that the error carries, else Excel on the web's for its own faults. */
export function signInCode(thrown: unknown): number {
  const code = typeof thrown === "object" && thrown !== null && "code" in thrown ? Number(thrown.code) : NaN
  return code >= 13000 && code < 14000 ? code : signInError.clientError
}
