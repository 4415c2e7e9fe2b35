import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import type { Frame } from "playwright-core"

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

interface AxeResults {
  readonly violations: readonly {
    id: string
    impact: string | null
    nodes: readonly { html: string; failureSummary?: string }[]
  }[]
}
declare global {
  interface Window {
    axe?: { run(context: object, options: object): Promise<AxeResults> }
  }
}

/** What axe finds serious or critical in a frame (WCAG 2.2 A and AA), one line per element. */
export async function seriousViolations(frame: Frame): Promise<string[]> {
  await frame.evaluate(axeSource)
  const { violations } = await frame.evaluate(async () => {
    if (!window.axe) throw new Error("axe did not load")
    // Frames are looked at one by one. Fluent's focus traps ("tabster dummies") take focus on purpose and hand it on at once.
    return window.axe.run({ exclude: ["[data-tabster-dummy]"] }, { iframes: false, resultTypes: ["violations"] })
  })
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary ?? ""}`),
    )
}
