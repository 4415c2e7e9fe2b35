import { FluentProvider, teamsHighContrastTheme, webDarkTheme, webLightTheme } from "@fluentui/react-components"
import { useSyncExternalStore } from "react"

const themes = { light: webLightTheme, dark: webDarkTheme, highContrast: teamsHighContrastTheme }

/** The Fluent theme: Office's if it reports one, otherwise the system's; forced colours always win. */
export function ThemeRoot({
  office,
  children,
}: {
  office: keyof typeof themes | undefined
  children: React.ReactNode
}) {
  const forced = useMedia("(forced-colors: active)")
  const dark = useMedia("(prefers-color-scheme: dark)")
  const theme = forced ? "highContrast" : (office ?? (dark ? "dark" : "light"))
  return (
    <FluentProvider theme={themes[theme]} style={{ height: "100%", colorScheme: theme === "light" ? "light" : "dark" }}>
      {children}
    </FluentProvider>
  )
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(query)
      media.addEventListener("change", changed)
      return () => media.removeEventListener("change", changed)
    },
    () => window.matchMedia(query).matches,
  )
}
