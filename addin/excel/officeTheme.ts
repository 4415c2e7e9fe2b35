export type OfficeTheme = "light" | "dark" | "highContrast"

/** The theme of the Excel around the pane, or undefined where the host does not tell. */
function officeTheme(): OfficeTheme | undefined {
  const theme = Office.context.officeTheme as Office.OfficeTheme | undefined
  if (!theme?.bodyBackgroundColor) return undefined
  const background = theme.bodyBackgroundColor.toLowerCase()
  // Black on dark grey is an Office theme; pure black is what Windows' dark contrast themes give.
  if (background === "#000000") return "highContrast"
  return isDark(background) ? "dark" : "light"
}

function isDark(color: string): boolean {
  const [red = 255, green = 255, blue = 255] = (color.match(/[\da-f]{2}/gi) ?? []).map((part) => parseInt(part, 16))
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128
}

/** Reports the theme now and whenever it may have changed. Only some versions of Excel raise an event; otherwise it is checked when the pane gets the focus again. */
export function watchOfficeTheme(listener: (theme: OfficeTheme | undefined) => void): void {
  const tell = (): void => listener(officeTheme())
  tell()
  window.addEventListener("focus", tell)
  document.addEventListener("visibilitychange", tell)
  if (Office.context.officeTheme as Office.OfficeTheme | undefined)
    // Without a callback, hosts that do not know this event fail silently, which is what we want.
    Office.context.document.addHandlerAsync(Office.EventType.OfficeThemeChanged, tell)
}
