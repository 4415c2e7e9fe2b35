import { entraExpectations } from "../auth/entra.ts"
import { entraKeys } from "../auth/entraKeys.ts"
import { ownKeys } from "../auth/keySource.ts"
import { localExpectations, openLocalIssuer, type LocalIssuer } from "../auth/localIssuer.ts"
import { tokenVerifier, type VerifyToken } from "../auth/verifyToken.ts"
import type { Config } from "../config/config.ts"
import { describeError, type Log } from "../telemetry/log.ts"

export interface SignInParts {
  readonly verify: VerifyToken
  /** Undefined where Entra issues the tokens. */
  readonly issuer: LocalIssuer | undefined
}

/** The configured way to sign in; the local one keeps its keys in `dataDir`, which exists. */
export async function openSignIn({ auth, dataDir }: Pick<Config, "auth" | "dataDir">, log: Log): Promise<SignInParts> {
  switch (auth.mode) {
    case "local": {
      const issuer = await openLocalIssuer(dataDir)
      return { issuer, verify: tokenVerifier(ownKeys(issuer.jwks.keys), localExpectations) }
    }
    case "entra": {
      const onFailure = (error: unknown): void => log.warn("keys not fetched", { error: describeError(error) })
      return { issuer: undefined, verify: tokenVerifier(entraKeys({ ...auth, onFailure }), entraExpectations(auth)) }
    }
  }
}
