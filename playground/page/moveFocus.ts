const tabbable = 'button:not(:disabled, [tabindex="-1"]), input:not([type="file"]), textarea, [tabindex="0"]'

/** Parts of the page that F6 cycles through, in order; a closed pane has no box. */
const regions = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>("[data-region]")].filter((region) => region.getClientRects().length > 0)

function enter(region: HTMLElement): boolean {
  // The pane hands the focus on to its frame by itself.
  const target = region.matches("[tabindex]") ? region : region.querySelector<HTMLElement>(tabbable)
  target?.focus()
  return region.contains(document.activeElement)
}

/** Moves the keyboard to the part of the page after or before the one it is in, as F6 and Shift+F6 do in Excel. */
export function moveToRegion(step: 1 | -1): void {
  const all = regions()
  const here = all.findIndex((region) => region.contains(document.activeElement))
  const from = here < 0 && step < 0 ? all.length : here
  for (let count = 1; count <= all.length; count++) {
    const region = all[(from + step * count + 2 * all.length) % all.length]
    if (region && enter(region)) return
  }
}

/** Moves the keyboard to the cells. */
export function moveToSheet(): void {
  const sheet = regions().find((region) => region.dataset["region"] === "sheet")
  if (sheet) enter(sheet)
}
