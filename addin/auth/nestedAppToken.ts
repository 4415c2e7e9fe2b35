import type { AccountInfo, IPublicClientApplication } from "@azure/msal-browser"
import { AppError } from "../../shared/errors.ts"
import type { TokenSource } from "./acquireToken.ts"
import { application, loadMsal, type Entra } from "./entra.ts"
import { signInError } from "./signInError.ts"

interface Host {
  /** Whether this Excel signs in the add-ins in it: `NestedAppAuth 1.1`. */
  readonly supported: () => boolean
  readonly loginHint: () => Promise<string | undefined>
}

/** Time limit for replies from Excel that need no user interaction. */
const silentMs = 20_000

/**
 * Nested app authentication: Excel itself is the broker, without a window unless Entra has a question. Source:
 * https://learn.microsoft.com/office/dev/add-ins/develop/enable-nested-app-authentication-in-your-add-in.
 */
export function nestedAppToken(entra: Entra, host: Host): TokenSource {
  const scopes = [entra.scope]
  let opened: Promise<IPublicClientApplication> | undefined
  let account: AccountInfo | undefined

  const silent = async (client: IPublicClientApplication, fresh: boolean) => {
    if (account) return client.acquireTokenSilent({ scopes, account, forceRefresh: fresh })
    const loginHint = await host.loginHint()
    return client.ssoSilent({ scopes, ...(loginHint && { loginHint }) })
  }

  return async ({ mayPrompt, fresh }) => {
    if (!host.supported()) throw notHere()
    try {
      opened ??= withinTime(openClient(entra))
      const client = await opened.catch((error: unknown) => {
        opened = undefined
        throw error
      })
      const result = await withinTime(silent(client, fresh)).catch((refused: unknown) => {
        if (!mayPrompt || signInError(refused).code === "offline") throw refused
        return client.acquireTokenPopup({ scopes, ...(account && { account }) })
      })
      account = result.account
      return result.accessToken
    } catch (thrown) {
      throw signInError(thrown)
    }
  }
}

async function openClient(entra: Entra): Promise<IPublicClientApplication> {
  const { createNestablePublicClientApplication, PublicClientApplication, BrowserCacheLocation } = await loadMsal()
  const made = { nested: false }
  const client = await createNestablePublicClientApplication(
    { auth: application(entra), cache: { cacheLocation: BrowserCacheLocation.MemoryStorage } },
    undefined,
    (configuration, controller) => {
      made.nested = true
      return new PublicClientApplication(configuration, controller)
    },
  )
  // Without a bridge MSAL would fall back to popups, which Excel on the desktop does not have.
  if (!made.nested) throw notHere()
  return client
}

const notHere = (): AppError =>
  new AppError("excel_failed", "This Excel does not sign in the add-ins in it. Please update Excel.")

function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new AppError("excel_failed", "Excel did not answer the sign-in. Please try again.")),
      silentMs,
    )
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
