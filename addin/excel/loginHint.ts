/** The account signed in to Excel, as a hint for the sign-in; undefined when Excel does not provide it. */
export async function loginHint(): Promise<string | undefined> {
  // Part of NestedAppAuth 1.1, but hosts had the set before they had the call.
  if (!("getAuthContext" in Office.auth)) return undefined
  try {
    return (await Office.auth.getAuthContext()).loginHint || undefined
  } catch {
    return undefined // a hint is only a hint: without it, the host's own account is used
  }
}
