import { isLoopback } from "./isLoopback.ts"
import type { OrProblem, Settings } from "./settings.ts"

export type AuthConfig = { readonly mode: "local" } | EntraConfig

export interface EntraConfig {
  readonly mode: "entra"
  /** Tenants (GUIDs) whose people may sign in; never all of them. */
  readonly tenantIds: readonly [string, ...string[]]
  readonly clientId: string
  /** `https://login.microsoftonline.com`, or a national cloud's. */
  readonly authority: string
  /** The application's own name for itself, which single sign-on of Office wants with the host: `api://chat.example.com/<client id>`. */
  readonly appIdUri: string
}

export function readAuth(settings: Settings): OrProblem<AuthConfig> {
  const { AZURE_TENANT_ID: [tenantId, ...otherTenants] = [], AZURE_CLIENT_ID: clientId } = settings
  const mode = settings.AUTH_MODE ?? "local"
  if (mode === "entra") {
    if (tenantId && clientId)
      return {
        mode,
        tenantIds: [tenantId, ...otherTenants],
        clientId: clientId.toLowerCase(),
        authority: settings.AZURE_AUTHORITY,
        appIdUri: settings.AZURE_APP_ID_URI ?? `api://${clientId.toLowerCase()}`,
      }
    return "AUTH_MODE=entra needs AZURE_TENANT_ID and AZURE_CLIENT_ID."
  }
  if (isLoopback(settings.HOST) && settings.NODE_ENV !== "production") return { mode }
  return (
    "Local sign-in lets anybody in, so it works only on this machine and outside production: " +
    "set AUTH_MODE=entra with AZURE_TENANT_ID and AZURE_CLIENT_ID, or HOST=127.0.0.1 without NODE_ENV=production."
  )
}
