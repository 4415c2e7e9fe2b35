import { useCallback, useEffect, useState } from "react"
import { localToken, readSignInMode, type SignInMode } from "./localAccount.ts"
import type { Notice } from "./Notices.tsx"

const hints: Partial<Record<SignInMode, readonly [Notice["intent"], string]>> = {
  other: [
    "info",
    "This server signs people in with Microsoft Entra ID: choose Sign in in the pane, or start it with AUTH_MODE=local.",
  ],
  unreachable: [
    "warning",
    "The server does not answer, so the pane cannot work. Start it with npm start, then reload this page.",
  ],
}

export interface SignIn {
  readonly signedIn: boolean
  readonly setSignedIn: (signedIn: boolean) => void
  readonly getAccessToken: () => Promise<string>
}

/** The person's account with the server's local issuer; says so when the server has none or does not answer. */
export function useSignIn(user: string, notify: (intent: Notice["intent"], text: string) => void): SignIn {
  const [signedIn, setSignedIn] = useState(true)
  const [mode] = useState(readSignInMode)
  useEffect(() => {
    void mode.then((known) => {
      const hint = hints[known]
      if (hint) notify(...hint)
    })
  }, [notify, mode])
  const getAccessToken = useCallback(
    async () => localToken(signedIn ? user : undefined, await mode),
    [signedIn, user, mode],
  )
  return { signedIn, setSignedIn, getAccessToken }
}
