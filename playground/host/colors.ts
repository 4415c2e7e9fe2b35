import { textArgument } from "./wireArguments.ts"
import { invalidArgument } from "./wireErrors.ts"

// The names Office.js documentation uses in its examples; Excel accepts every HTML colour name.
const named: Record<string, string> = {
  black: "#000000",
  white: "#FFFFFF",
  red: "#FF0000",
  green: "#008000",
  blue: "#0000FF",
  yellow: "#FFFF00",
  orange: "#FFA500",
  purple: "#800080",
  gray: "#808080",
  grey: "#808080",
  pink: "#FFC0CB",
  brown: "#A52A2A",
  cyan: "#00FFFF",
  magenta: "#FF00FF",
  lightgray: "#D3D3D3",
  lightgrey: "#D3D3D3",
  lightblue: "#ADD8E6",
  lightgreen: "#90EE90",
  lightyellow: "#FFFFE0",
  darkblue: "#00008B",
  darkgreen: "#006400",
  darkred: "#8B0000",
}

/** `#RRGGBB` from `#rrggbb`, `rrggbb` or an HTML colour name. @throws InvalidArgument. */
export function colorArgument(value: unknown): string {
  const text = textArgument(value).trim()
  const hex = /^#?([\da-f]{6})$/i.exec(text)?.[1]
  const color = hex ? `#${hex.toUpperCase()}` : named[text.toLowerCase()]
  if (!color) throw invalidArgument()
  return color
}
