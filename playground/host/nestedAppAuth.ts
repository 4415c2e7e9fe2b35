import { z } from "zod"
import { signInCode, signInError } from "./signIn.ts"

/** What MSAL looks for on the pane's window (`createNestablePublicClientApplication`); messages are JSON text. */
export interface NestedAppAuthBridge {
  addEventListener(type: "message", listener: (response: string) => void): void
  removeEventListener(type: "message", listener: (response: string) => void): void
  postMessage(request: string): void
}

const requestSchema = z.object({
  method: z.string(),
  requestId: z.string(),
  tokenParams: z.object({ clientId: z.string(), scope: z.string() }).loose().optional(),
})

const claimsSchema = z.object({
  tid: z.string(),
  oid: z.string(),
  preferred_username: z.string().optional(),
  name: z.string().optional(),
  exp: z.number(),
})

type Claims = z.infer<typeof claimsSchema>

/** Account environment of work and school accounts in the public cloud. */
const environment = "login.microsoftonline.com"

/** Microsoft's host bridge as MSAL 5 uses it, answered with the access token of the page's own sign-in. */
export function nestedAppAuthBridge(getAccessToken: () => Promise<string>): NestedAppAuthBridge {
  const listeners = new Set<(response: string) => void>()
  const answer = async (json: string): Promise<void> => {
    const request = requestSchema.parse(JSON.parse(json))
    const response = await respond(request, getAccessToken)
    const envelope = { messageType: "NestedAppAuthResponse", requestId: request.requestId, ...response }
    for (const listener of listeners) listener(JSON.stringify(envelope))
  }
  return {
    addEventListener: (_type, listener) => listeners.add(listener),
    removeEventListener: (_type, listener) => listeners.delete(listener),
    postMessage: (json) => void answer(json),
  }
}

async function respond(
  request: z.infer<typeof requestSchema>,
  getAccessToken: () => Promise<string>,
): Promise<Record<string, unknown>> {
  switch (request.method) {
    case "GetInitContext":
      return { success: true, initContext: await initContext(getAccessToken) }
    case "GetToken":
    case "GetTokenPopup":
      try {
        const accessToken = await getAccessToken()
        const claims = claimsOf(accessToken)
        const token = {
          access_token: accessToken,
          expires_in: Math.max(0, claims.exp - Math.floor(Date.now() / 1000)),
          scope: request.tokenParams?.scope ?? "",
          id_token: idToken(claims, request.tokenParams?.clientId ?? ""),
        }
        return { success: true, token, account: accountOf(claims) }
      } catch (thrown) {
        return { success: false, error: { status: statusOf(signInCode(thrown)), code: String(signInCode(thrown)) } }
      }
    default:
      return {
        success: false,
        error: { status: "PERSISTENT_ERROR", description: `${request.method} is not simulated` },
      }
  }
}

async function initContext(getAccessToken: () => Promise<string>): Promise<Record<string, unknown>> {
  const context = { sdkName: "simulated-excel", sdkVersion: "1.0", capabilities: { queryAccount: false } }
  try {
    const { homeAccountId, tenantId } = accountOf(claimsOf(await getAccessToken()))
    return { ...context, accountContext: { homeAccountId, environment, tenantId } }
  } catch (thrown) {
    // Nobody is signed in: MSAL starts without an account. Anything else is a fault of the page.
    if (signInCode(thrown) === signInError.clientError) throw thrown
    return context
  }
}

function claimsOf(accessToken: string): Claims {
  const payload = (accessToken.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/")
  const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0))
  return claimsSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))
}

const accountOf = (claims: Claims): Record<string, string> => ({
  environment,
  homeAccountId: `${claims.oid}.${claims.tid}`,
  localAccountId: claims.oid,
  tenantId: claims.tid,
  username: claims.preferred_username ?? claims.oid,
  name: claims.name ?? claims.preferred_username ?? claims.oid,
})

/** MSAL reads the id token's claims and never checks its signature: that is for the API, which gets the access token. */
function idToken(claims: Claims, clientId: string): string {
  const now = Math.floor(Date.now() / 1000)
  const payload = {
    ...claims,
    sub: claims.oid,
    aud: clientId,
    iat: now,
    iss: `https://${environment}/${claims.tid}/v2.0`,
  }
  return [{ alg: "none", typ: "JWT" }, payload].map(base64url).join(".") + "."
}

function base64url(value: object): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "")
}

/** MSAL's bridge status for a refusal of Excel's single sign-on. */
function statusOf(code: number): string {
  if (code === signInError.notSignedIn) return "ACCOUNT_UNAVAILABLE"
  if (code === signInError.cancelled) return "USER_CANCEL"
  return code === signInError.offline ? "NO_NETWORK" : "TRANSIENT_ERROR"
}
