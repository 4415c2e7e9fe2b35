const focusable = "textarea, button:not(:disabled), a[href], [tabindex='0']"

/** Moves the focus to the next (1) or previous (-1) region of the pane; into the text box where a region has one. False at the end. */
export function nextRegion(pane: HTMLElement, step: 1 | -1): boolean {
  const regions = [...pane.querySelectorAll<HTMLElement>("[data-region]")].flatMap((region) => {
    if (region.getClientRects().length === 0) return [] // behind the list of chats
    const target = region.querySelector<HTMLElement>("textarea") ?? region.querySelector<HTMLElement>(focusable)
    const entry = region.matches(focusable) ? region : target
    return entry ? [{ region, entry }] : []
  })
  const current = regions.findIndex(({ region }) => region.contains(document.activeElement))
  const next = regions[current < 0 && step < 0 ? regions.length - 1 : current + step]
  next?.entry.focus()
  return next !== undefined
}
