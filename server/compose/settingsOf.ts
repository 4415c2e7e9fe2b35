import type { Settings } from "../../shared/conversation.ts"
import { limits } from "../../shared/limits.ts"
import type { Config } from "../config/config.ts"
import type { EntraConfig } from "../config/readAuth.ts"

/** What the pane is told of the configuration; `model` is the name of the one that answers. */
export const settingsOf = (
  { auth, embedding }: Pick<Config, "auth" | "embedding">,
  model: string | null,
): Settings => ({
  authMode: auth.mode,
  answeredBy: model === null ? "offline" : "model",
  model,
  embeddedBy: embedding.provider === "openai" ? embedding.model : null,
  cellsPerQuestion: limits.cellsPerQuestion,
  entra: auth.mode === "entra" ? entraSettings(auth) : null,
})

function entraSettings({ clientId, authority, tenantIds, appIdUri }: EntraConfig): Settings["entra"] {
  // Which of several tenants a person is of shows only when they sign in; their token tells the server.
  const tenant = tenantIds.length === 1 ? tenantIds[0] : "organizations"
  return { clientId, authority: `${authority}/${tenant}`, scope: `${appIdUri}/access_as_user` }
}
