import { createHash, randomUUID } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import { createServer } from "node:https"
import type { AddressInfo } from "node:net"
import { generate } from "selfsigned"
import { encode, rsaKey, signToken } from "./signedTokens.ts"

export interface ScriptedEntra {
  /** In place of `https://login.microsoftonline.com`. */
  readonly authority: string
  /** Every question of a browser for a sign-in, in order. */
  readonly asked: { readonly prompt: string | null; readonly loginHint: string | null; readonly framed: boolean }[]
  /** Grants of tokens, in order: `authorization_code` or `refresh_token`. */
  readonly granted: string[]
  /** The error with which the next sign-ins end, until it is set back. */
  refusal: { readonly error: string; readonly description: string } | undefined
  /** Whether browsers show their cookies in frames; most do not for another site. */
  cookiesInFrames: boolean
  /** Seconds for which tokens are good. */
  tokenSeconds: number
  /** Whether a token is given for a refresh token; Entra stops doing so after an administrator has revoked the person's sessions. */
  refreshes: boolean
  close(): Promise<void>
}

interface Question {
  readonly clientId: string
  readonly challenge: string
  readonly nonce: string
}

/**
 * Entra on loopback over https: its login page, codes with PKCE, refresh tokens and keys, as far as a single-page application
 * uses them. Like Entra it cuts a window off from its opener unless MSAL has vouched for it (`pocd=1`), and its page refuses frames.
 */
export async function startScriptedEntra({
  tenantId,
  clientId,
}: {
  tenantId: string
  clientId: string
}): Promise<ScriptedEntra> {
  const { private: tlsKey, cert } = await generate([{ name: "commonName", value: "localhost" }])
  const key = rsaKey("key-1")
  const codes = new Map<string, Question>()
  const refreshTokens = new Set<string>()
  const user = { oid: "33333333-3333-3333-3333-333333333333", name: "Ada", preferred_username: "ada@example.test" }

  const tokens = (nonce: string | undefined) => {
    const now = Math.floor(Date.now() / 1000)
    const common = { ...user, tid: tenantId, ver: "2.0", iss: `${entra.authority}/${tenantId}/v2.0`, aud: clientId }
    const sign = (claims: object): string =>
      signToken({ alg: "RS256", typ: "JWT", kid: "key-1" }, claims, key.privateKey)
    const refreshToken = randomUUID()
    refreshTokens.add(refreshToken)
    const times = { iat: now, nbf: now, exp: now + entra.tokenSeconds }
    return {
      token_type: "Bearer",
      scope: "access_as_user",
      expires_in: entra.tokenSeconds,
      access_token: sign({ ...common, ...times, scp: "access_as_user", uti: randomUUID() }),
      id_token: sign({ ...common, ...times, sub: "subject", nonce }),
      refresh_token: refreshToken,
      client_info: encode({ uid: user.oid, utid: tenantId }),
    }
  }

  const authorize = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams): void => {
    const framed = request.headers["sec-fetch-dest"] === "iframe"
    const prompt = query.get("prompt")
    const knows = (request.headers.cookie ?? "").includes("entra=ada") && (!framed || entra.cookiesInFrames)
    // The person's click on our page leads back here.
    const signsIn = query.get("choose") === "ada"
    if (!signsIn) entra.asked.push({ prompt, loginHint: query.get("login_hint"), framed })
    if (query.get("pocd") !== "1") response.setHeader("cross-origin-opener-policy", "same-origin")
    const back = (answer: Record<string, string>): void => {
      const fragment = new URLSearchParams({ ...answer, state: query.get("state") ?? "" })
      response.writeHead(302, { location: `${query.get("redirect_uri")}#${fragment}` }).end()
    }
    if (entra.refusal && (signsIn || knows || prompt === "none"))
      return back({ error: entra.refusal.error, error_description: entra.refusal.description })
    if (signsIn || knows) {
      const code = randomUUID()
      codes.set(code, {
        clientId: query.get("client_id") ?? "",
        challenge: query.get("code_challenge") ?? "",
        nonce: query.get("nonce") ?? "",
      })
      response.setHeader("set-cookie", "entra=ada; Path=/; Secure; HttpOnly; SameSite=None")
      return back({ code, client_info: encode({ uid: user.oid, utid: tenantId }) })
    }
    if (prompt === "none") return back({ error: "login_required", error_description: "AADSTS50058: no session" })
    query.set("choose", "ada")
    response.setHeader("x-frame-options", "DENY")
    response.setHeader("content-type", "text/html")
    response.end(`<!doctype html><title>Sign in</title><a href="?${query.toString().replaceAll("&", "&amp;")}">Ada</a>`)
  }

  const grant = (form: URLSearchParams): object | undefined => {
    const kind = form.get("grant_type") ?? ""
    entra.granted.push(kind)
    if (kind === "refresh_token")
      return refreshTokens.delete(form.get("refresh_token") ?? "") && entra.refreshes ? tokens(undefined) : undefined
    const code = form.get("code") ?? ""
    const question = codes.get(code)
    codes.delete(code)
    const proof = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url")
    return question?.challenge === proof && question.clientId === clientId ? tokens(question.nonce) : undefined
  }

  const server = createServer({ key: tlsKey, cert }, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", entra.authority)
    const json = (body: unknown, status = 200): void =>
      void response
        .writeHead(status, {
          "content-type": "application/json",
          "access-control-allow-origin": request.headers.origin ?? "*",
          "access-control-allow-headers": "*",
        })
        .end(JSON.stringify(body))
    const base = `${entra.authority}/${tenantId}`
    if (request.method === "OPTIONS") json({})
    else if (pathname.endsWith("/oauth2/v2.0/authorize")) authorize(request, response, searchParams)
    else if (pathname.endsWith("/discovery/v2.0/keys")) json({ keys: [key.jwk] })
    else if (pathname.endsWith("/.well-known/openid-configuration"))
      json({
        issuer: `${base}/v2.0`,
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        end_session_endpoint: `${base}/oauth2/v2.0/logout`,
        jwks_uri: `${base}/discovery/v2.0/keys`,
      })
    else if (pathname.endsWith("/oauth2/v2.0/token")) {
      let body = ""
      request.on("data", (chunk: Buffer) => (body += chunk.toString()))
      request.on("end", () => {
        const granted = grant(new URLSearchParams(body))
        json(granted ?? { error: "invalid_grant", error_description: "AADSTS70000: not good" }, granted ? 200 : 400)
      })
    } else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const entra: ScriptedEntra = {
    authority: `https://localhost:${(server.address() as AddressInfo).port}`,
    asked: [],
    granted: [],
    refusal: undefined,
    cookiesInFrames: true,
    tokenSeconds: 3600,
    refreshes: true,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return entra
}
