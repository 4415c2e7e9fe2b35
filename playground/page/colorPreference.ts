import type { ThemeName } from "./theme.ts"

const answers: Record<string, (theme: ThemeName) => boolean> = {
  "(prefers-color-scheme: dark)": (theme) => theme !== "light",
  "(forced-colors: active)": (theme) => theme === "contrast",
}

/**
 * Excel on the web tells its theme to no add-in; a pane there goes by what the person's system prefers. So the theme switch
 * of this page stands for the system's: it answers the frame's two questions about colours. To be called when the frame has
 * just been inserted: its first, empty window is the one that a page of the same origin then gets (HTML, "navigate").
 * @returns how to change the preference later
 */
export function simulateColorPreference(frame: Window, theme: ThemeName): (theme: ThemeName) => void {
  let current = theme
  const original = frame.matchMedia.bind(frame)

  class Preference extends EventTarget {
    readonly media: string
    onchange = null
    constructor(media: string) {
      super()
      this.media = media
    }
    get matches(): boolean {
      return answers[this.media]?.(current) ?? false
    }
    addListener(listener: EventListener): void {
      this.addEventListener("change", listener)
    }
    removeListener(listener: EventListener): void {
      this.removeEventListener("change", listener)
    }
  }
  const known = new Map(Object.keys(answers).map((query) => [query, new Preference(query)]))
  frame.matchMedia = (query) => known.get(query) ?? original(query)
  return (next) => {
    current = next
    for (const preference of known.values()) preference.dispatchEvent(new Event("change"))
  }
}
