import type { AccountInfo, IPublicClientApplication } from "@azure/msal-browser"
import { AppError } from "../../shared/errors.ts"
import type { TokenSource } from "./acquireToken.ts"
import { dialogAnswerSchema, type DialogAnswer } from "./dialogAnswer.ts"
import { application, loadMsal, type Entra } from "./entra.ts"
import { signInError } from "./signInError.ts"

interface Host {
  /** Opens a page of ours in a window of its own and resolves with the one message it sends. @throws AppError. */
  readonly askDialog: (url: string) => Promise<string>
  /** Address of the pane. */
  readonly page: string
}

/**
 * Entra's own pages in a window of Office, where Excel signs nobody in. Without a person, and to renew the token, a hidden frame
 * asks Entra whether the browser is still signed in there; browsers that keep Entra's cookies from frames answer no, and then the
 * person is asked again when the token ends.
 */
export function dialogToken(entra: Entra, host: Host): TokenSource {
  const scopes = [entra.scope]
  let opened: Promise<IPublicClientApplication> | undefined
  let account: AccountInfo | undefined
  let username: string | undefined

  const silent = async (fresh: boolean): Promise<string> => {
    try {
      opened ??= openClient(entra, new URL("/sign-in-silent.html", host.page).href)
      const client = await opened.catch((error: unknown) => {
        opened = undefined
        throw error
      })
      const result = account
        ? await client.acquireTokenSilent({ scopes, account, forceRefresh: fresh })
        : await client.ssoSilent({ scopes, ...(username && { loginHint: username }) })
      account = result.account
      return result.accessToken
    } catch (thrown) {
      account = undefined
      const error = signInError(thrown)
      // A window may do what a frame may not.
      throw error.code === "excel_failed" ? new AppError("signed_out", "Sign in to go on.", { cause: thrown }) : error
    }
  }

  const ask = async (): Promise<string> => {
    // Beside the pane's own page, so that the window loads Office.js from where the pane does.
    const answer = parseAnswer(await host.askDialog(new URL("sign-in.html", host.page).href))
    if (!answer.signedIn) throw new AppError(answer.code, answer.message)
    account = undefined
    username = answer.username
    return answer.accessToken
  }

  return ({ mayPrompt, fresh }) => (mayPrompt ? ask() : silent(fresh))
}

async function openClient(entra: Entra, redirectUri: string): Promise<IPublicClientApplication> {
  const { createStandardPublicClientApplication, BrowserCacheLocation } = await loadMsal()
  return createStandardPublicClientApplication({
    auth: { ...application(entra), redirectUri },
    cache: { cacheLocation: BrowserCacheLocation.MemoryStorage },
  })
}

function parseAnswer(text: string): DialogAnswer {
  try {
    return dialogAnswerSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new AppError("signed_out", "The sign-in window gave no answer. Choose Sign in to try again.", { cause })
  }
}
