import type { Asked } from "./askedFor.ts"
import type { Task } from "./task.ts"
import type { Understanding } from "./understand.ts"

export function quality(asked: Asked): Task | undefined {
  const { text, u } = asked
  const named = u.mentions.map(({ column }) => column)
  if (
    /\bduplicat|\brepeat(ed|s|ing)?\b|\bmore than once\b|\btwice\b|\bmultiple times\b|\bsame _ (more than once|twice)/.test(
      text,
    )
  )
    return { kind: "duplicates", columns: named }
  if (/\berrors?\b/.test(text)) return { kind: "errors", columns: named }
  const isBlankFilter = u.filters.some(({ conditions }) => conditions.some(({ operator }) => operator === "is_blank"))
  if (
    !isBlankFilter &&
    /\b(is|are) (the |this |my )?(data|table|list|range|sheet|everything)( all)? complete\b|\bmissing\b|\bblanks?\b|\bempty\b|\bincomplete\b|\bnulls?\b|\bgaps?\b|\bunfilled\b|\bnot filled\b/.test(
      text,
    )
  )
    return { kind: "missing", columns: named }
  if (
    /\boutliers?\b|\banomal|\bunusual|\bextreme values?\b|\bsuspicious|\babnormal|\batypical|\bodd values?\b|\bstrange\b/.test(
      text,
    )
  )
    return { kind: "outliers", columns: asked.numeric }
  if (
    /\bcorrelat|\brelat(ed|es?|ionships?|ions?)\b|\bdepends?\b|\bdependent\b|\bconnect(ion|ed)\b|\bassociat|\baffects?\b|\binfluences?\b|\bimpacts?\b|\blinked\b/.test(
      text,
    )
  ) {
    const numbers = asked.numeric
    return { kind: "correlation", first: numbers[0], second: numbers[1] }
  }
  return undefined
}

export function overview(asked: Asked): Task | undefined {
  const { text, u } = asked
  if (
    /\b(columns|headers|headings|fields|column names)\b/.test(text) &&
    u.mentions.length === 0 &&
    u.filters.length === 0 &&
    !/\bsum|total|average|compare\b/.test(text)
  )
    return { kind: "columns" }
  if (
    asked.date &&
    u.filters.length === 0 &&
    /\bwhen (do|does|did) (the |this |my |our )?(data|table|range|records?|orders|rows|entries) (start|begin|end)s?\b/.test(
      text,
    )
  )
    return { kind: "describe", columns: [asked.date] }
  const percentile = percents(text, u)
  const column = asked.numeric[0]
  if (percentile.length > 0 && column && asked.groups.length === 0)
    return { kind: "percentile", column, percents: percentile }
  if (
    /\b(describe|description|summar(y|i[sz]ed?)|overview|profile|insights?|key (facts|figures)|analy[sz]e|analysis|statistics|stats|distribution|distributed)\b/.test(
      text,
    ) ||
    (/\b(what is in|what does|tell me (more )?about|what do we have|what data|what is this|about this|what kind of data|explain)\b/.test(
      text,
    ) &&
      u.filters.length === 0 &&
      u.mentions.length === 0)
  ) {
    if (u.filters.length > 0 || asked.groups.length > 0) return undefined
    return { kind: "describe", columns: u.mentions.map((mention) => mention.column) }
  }
  return undefined
}

function percents(text: string, u: Understanding): number[] {
  if (/\bquartiles?\b/.test(text)) {
    if (/\b(first|lower|1st)\b/.test(text)) return [25]
    if (/\b(third|upper|3rd)\b/.test(text)) return [75]
    if (/\b(second|2nd)\b/.test(text)) return [50]
    return [25, 50, 75]
  }
  const nth = u.words.find(({ text: word }) => /^\d{1,2}(st|nd|rd|th)$/.test(word))
  if (/\bpercentiles?\b/.test(text) && nth) return [Number.parseInt(nth.text)]
  return []
}
