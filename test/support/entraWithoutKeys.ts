/** A tenant whose keys cannot be had. */
export const entraWithoutKeys = {
  mode: "entra" as const,
  tenantIds: ["11111111-1111-4111-8111-111111111111"] as const,
  clientId: "22222222-2222-4222-8222-222222222222",
  // Nothing listens there.
  authority: "http://127.0.0.1:1",
  appIdUri: "api://22222222-2222-4222-8222-222222222222",
}

/** Whether it is good shows only with the keys. */
export const looksLikeAToken = `${Buffer.from('{"alg":"RS256","kid":"k","typ":"JWT"}').toString("base64url")}.e30.AAAA`
