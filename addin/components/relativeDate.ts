const dayMs = 24 * 3_600_000

/** When something was, as short as it can be told: the time today, "yesterday", the weekday, else the date. `locale` is the person's by default. */
export function relativeDate(iso: string, now: Date, locale?: string): string {
  const date = new Date(iso)
  const days = Math.round((startOfDay(now) - startOfDay(date)) / dayMs)
  if (days <= 0) return date.toLocaleTimeString(locale, { hour: "numeric", minute: "2-digit" })
  if (days === 1) return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-1, "day")
  if (days < 7) return date.toLocaleDateString(locale, { weekday: "long" })
  const sameYear = date.getFullYear() === now.getFullYear()
  return date.toLocaleDateString(locale, {
    day: "numeric",
    month: "short",
    ...(!sameYear && { year: "numeric" }),
  })
}

const startOfDay = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
