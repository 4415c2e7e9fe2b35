import type { Theme } from "@fluentui/react-components"

/** Concrete colours for the canvas, taken from the Fluent theme around it. */
export interface GridColors {
  readonly cell: string
  readonly text: string
  readonly error: string
  readonly line: string
  readonly frozenLine: string
  readonly header: string
  readonly headerSelected: string
  readonly headerText: string
  readonly headerSelectedText: string
  readonly headerLine: string
  readonly accent: string
  readonly shade: string
  /** Colours of a file are meant for white paper: on a dark sheet they are adjusted until they can be read. */
  readonly onPaper: boolean
}

/** `#RRGGBB` with an opacity of 0 to 1, as `rgba()`. */
const withAlpha = (hex: string, alpha: number): string => {
  const [red, green, blue] = channels(hex) ?? [0, 0, 0]
  return `rgba(${red}, ${green}, ${blue}, ${alpha})`
}

/** `contrast`: white lines around every cell would drown the text, so they are toned down. */
export function gridColors(theme: Theme, brightness: "light" | "dark" | "contrast"): GridColors {
  const accent = theme.colorCompoundBrandStroke
  const dark = brightness !== "light"
  return {
    cell: theme.colorNeutralBackground1,
    text: theme.colorNeutralForeground1,
    error: theme.colorStatusDangerForeground1,
    line: brightness === "contrast" ? withAlpha(theme.colorNeutralStroke2, 0.4) : theme.colorNeutralStroke2,
    frozenLine: theme.colorNeutralStrokeAccessible,
    header: theme.colorNeutralBackground3,
    headerSelected: theme.colorNeutralBackground3Selected,
    headerText: theme.colorNeutralForeground2,
    headerSelectedText: readableColor(theme.colorBrandForeground1, theme.colorNeutralBackground3Selected),
    headerLine: theme.colorNeutralStroke1,
    accent,
    shade: withAlpha(accent, dark ? 0.25 : 0.1),
    onPaper: !dark,
  }
}

function channels(color: string): [number, number, number] | undefined {
  const match = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color)
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(color)
  const parts = match ? match.slice(1) : short?.slice(1).map((digit) => digit + digit)
  return parts?.length === 3 ? (parts.map((part) => parseInt(part, 16)) as [number, number, number]) : undefined
}

/** Relative luminance (WCAG 2.2), 0 black to 1 white; unknown colours count as black. */
function luminance(color: string): number {
  const [red, green, blue] = (channels(color) ?? [0, 0, 0]).map((channel) => {
    const part = channel / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

/** Automatic text colour on a fill of the file. */
export const inkOn = (paper: string): string => (luminance(paper) > 0.18 ? "#000000" : "#ffffff")

/** The colour itself when it can be read on the background, else the same colour mixed with white or black until it can. */
export function readableColor(color: string, background: string): string {
  const start = channels(color)
  if (!start || contrast(color, background) >= 4.5) return color
  const target = luminance(background) < 0.18 ? 255 : 0
  for (let share = 0.2; share < 1; share += 0.2) {
    const mixed = `#${start
      .map((channel) => Math.round(channel + (target - channel) * share))
      .map((channel) => channel.toString(16).padStart(2, "0"))
      .join("")}`
    if (contrast(mixed, background) >= 4.5) return mixed
  }
  return target ? "#ffffff" : "#000000"
}
