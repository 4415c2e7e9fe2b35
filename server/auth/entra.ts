import type { TokenExpectations } from "./verifyToken.ts"

/** Tokens of one tenant for this application: version 2.0 and 1.0 issuers, and both ways to write the audience. */
export const entraExpectations = ({
  tenantIds: [tenantId],
  clientId,
}: {
  tenantIds: readonly [string, ...string[]]
  clientId: string
}): TokenExpectations => ({
  issuers: [`https://login.microsoftonline.com/${tenantId}/v2.0`, `https://sts.windows.net/${tenantId}/`],
  audiences: [clientId, `api://${clientId}`],
  scope: "access_as_user",
})
