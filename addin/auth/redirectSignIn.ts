import type { DialogAnswer } from "./dialogAnswer.ts"
import { application, loadMsal, type Entra } from "./entra.ts"
import { signInError } from "./signInError.ts"

/**
 * The sign-in window's part: leads it to Entra, and reads Entra's answer when it is led back to the same page.
 * Resolves with null while the window is on its way to Entra. Nothing stays in the browser's storage afterwards.
 */
export async function redirectSignIn(entra: Entra, page: Location): Promise<DialogAnswer | null> {
  try {
    const { createStandardPublicClientApplication, BrowserCacheLocation } = await loadMsal()
    const client = await createStandardPublicClientApplication({
      auth: { ...application(entra), redirectUri: page.origin + page.pathname },
      // A redirect forgets the page's memory; a window's session storage ends with the window.
      cache: { cacheLocation: BrowserCacheLocation.SessionStorage },
    })
    try {
      const result = await client.handleRedirectPromise({ navigateToLoginRequestUrl: false })
      if (!result) {
        await client.loginRedirect({ scopes: [entra.scope] })
        return null
      }
      await client.clearCache()
      return { signedIn: true, accessToken: result.accessToken, username: result.account.username }
    } catch (thrown) {
      await client.clearCache()
      throw thrown
    }
  } catch (thrown) {
    const { code, message } = signInError(thrown)
    return { signedIn: false, code, message }
  }
}
