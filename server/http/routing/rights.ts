/** For people who are signed in; each person's requests are counted. */
export const signedIn = { access: "signedIn", rateLimit: "owner" } as const

/** For everybody, and so cheap that nobody counts. */
export const everybody = { access: "public", rateLimit: "none" } as const
