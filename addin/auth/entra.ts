import type * as Msal from "@azure/msal-browser"
import type { Settings } from "../../shared/conversation.ts"
import { AppError } from "../../shared/errors.ts"

export type Entra = NonNullable<Settings["entra"]>

/** Microsoft's library, loaded only when Entra is used: it is half the size of the pane. @throws AppError offline. */
export async function loadMsal(): Promise<typeof Msal> {
  try {
    return await import("@azure/msal-browser")
  } catch (cause) {
    throw new AppError("offline", "The sign-in could not be loaded. Check your connection, then try again.", { cause })
  }
}

/** Our application in Entra, as every client of MSAL needs it. */
export const application = ({ clientId, authority }: Entra) => ({
  clientId,
  authority,
  // The server's administrator chose it. Otherwise MSAL asks Microsoft's public cloud whether it knows a cloud of its own.
  knownAuthorities: [new URL(authority).host],
})
