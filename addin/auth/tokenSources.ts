import type { Settings } from "../../shared/conversation.ts"
import { askDialog } from "../excel/askDialog.ts"
import { hostToken } from "../excel/hostToken.ts"
import { loginHint } from "../excel/loginHint.ts"
import { officeSupports } from "../excel/officeSupports.ts"
import type { TokenSource } from "./acquireToken.ts"
import { dialogToken } from "./dialogToken.ts"
import { localToken } from "./localToken.ts"
import { nestedAppToken } from "./nestedAppToken.ts"

/**
 * The ways to sign in, best first. With Entra: Excel as the broker, Excel's older single sign-on, a window with Entra's own pages.
 * They live as long as the settings, because they remember the last account.
 */
export function tokenSources(settings: () => Settings | null): () => readonly TokenSource[] {
  let made: { for: Settings | null; sources: readonly TokenSource[] } | undefined
  return () => {
    const now = settings()
    if (made?.for !== now) made = { for: now, sources: sourcesOf(now) }
    return made.sources
  }
}

function sourcesOf(settings: Settings | null): readonly TokenSource[] {
  if (settings?.authMode === "local") return [hostToken, localToken]
  if (!settings?.entra) return [hostToken]
  const { entra } = settings
  const nested = { supported: () => officeSupports("NestedAppAuth 1.1"), loginHint }
  const dialog = { askDialog, page: window.location.href }
  return [nestedAppToken(entra, nested), hostToken, dialogToken(entra, dialog)]
}
