const focusable = "textarea, button:not(:disabled), a[href], [tabindex='0']"

/** Moves the focus to the next (1) or previous (-1) region of the pane; into the text box where a region has one. */
export function nextRegion(pane: HTMLElement, step: 1 | -1): void {
  const regions = [...pane.querySelectorAll<HTMLElement>("[data-region]")].flatMap((region) => {
    if (region.getClientRects().length === 0) return [] // behind the list of chats
    const target = region.querySelector<HTMLElement>("textarea") ?? region.querySelector<HTMLElement>(focusable)
    const entry = region.matches(focusable) ? region : target
    return entry ? [{ region, entry }] : []
  })
  const current = regions.findIndex(({ region }) => region.contains(document.activeElement))
  regions[(current + step + regions.length) % regions.length]?.entry.focus()
}
