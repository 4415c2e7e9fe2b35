import { themeNames, type ThemeName } from "./theme.ts"

export interface PageParameters {
  readonly theme: ThemeName
  /** Who is signed in at first. */
  readonly user: string
}

/** `?theme=light|dark|contrast&user=…`; what is missing or unknown takes its default. */
export function pageParameters(search: string, prefersDark: boolean): PageParameters {
  const given = new URLSearchParams(search)
  const theme = themeNames.find((name) => name === given.get("theme"))
  return { theme: theme ?? (prefersDark ? "dark" : "light"), user: given.get("user")?.trim() || "you@example.com" }
}
