import { relativeDate } from "./relativeDate.ts"

/** How long ago something was, to the second within a minute: `10 s ago`. */
export function agoLabel(then: Date, now: Date): string {
  const seconds = Math.round((now.getTime() - then.getTime()) / 1000)
  // The clocks of two computers differ.
  if (seconds < 5) return "just now"
  if (seconds < 60) return `${seconds} s ago`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`
  return relativeDate(then.toISOString(), now)
}
