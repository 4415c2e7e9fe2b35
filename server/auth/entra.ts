import type { TokenExpectations } from "./verifyToken.ts"

/** Version 1.0 tokens name the cloud's old token service: one for China, another for all other clouds. */
const chinaHosts = ["login.partner.microsoftonline.cn", "login.chinacloudapi.cn"]

/** Tokens of the configured tenants for this application: issuers of version 2.0 and 1.0, and every way to write the audience. */
export function entraExpectations({
  authority,
  tenantIds,
  clientId,
  appIdUri,
}: {
  authority: string
  tenantIds: readonly string[]
  clientId: string
  appIdUri: string
}): TokenExpectations {
  const firstVersion = chinaHosts.includes(new URL(authority).hostname)
    ? "https://sts.chinacloudapi.cn"
    : "https://sts.windows.net"
  return {
    issuers: tenantIds.flatMap((tenantId) => [
      { issuer: `${authority}/${tenantId}/v2.0`, tenantId, version: "2.0" },
      { issuer: `${firstVersion}/${tenantId}/`, tenantId, version: "1.0" },
    ]),
    audiences: [clientId, `api://${clientId}`, appIdUri],
    scope: "access_as_user",
  }
}
