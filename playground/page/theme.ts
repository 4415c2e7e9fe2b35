import {
  createDarkTheme,
  createLightTheme,
  teamsHighContrastTheme,
  type BrandVariants,
  type Theme,
} from "@fluentui/react-components"

export const themeNames = ["light", "dark", "contrast"] as const
export type ThemeName = (typeof themeNames)[number]

/** Shades around Excel's green, #107C41. */
const excelGreen: BrandVariants = {
  10: "#041008",
  20: "#0a2014",
  30: "#0c2f1d",
  40: "#0d3d25",
  50: "#0e4b2d",
  60: "#0f5a34",
  70: "#0f6b3b",
  80: "#107c41",
  90: "#2a8b55",
  100: "#429968",
  110: "#5aa77c",
  120: "#72b590",
  130: "#8bc3a4",
  140: "#a5d1b9",
  150: "#bfdfce",
  160: "#daede3",
}

export const themes: Record<ThemeName, Theme> = {
  light: createLightTheme(excelGreen),
  dark: {
    ...createDarkTheme(excelGreen),
    // Fluent's dark brand text is meant for a lighter ramp; these reach 4.5:1 on a dark background.
    colorBrandForeground1: excelGreen[120],
    colorBrandForeground2: excelGreen[130],
    colorCompoundBrandStroke: excelGreen[100],
  },
  contrast: teamsHighContrastTheme,
}

export const isDark = (name: ThemeName): boolean => name !== "light"
