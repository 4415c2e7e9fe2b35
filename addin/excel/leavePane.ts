/**
 * Hands the keyboard back to Excel on the web: on to the cells (1), or to the part of Excel before the pane (-1). False where Excel
 * sees such keys itself.
 */
export function leavePane(step: 1 | -1): boolean {
  if (Office.context.platform !== Office.PlatformType.OfficeOnline) return false
  // Office.js has no call for it; these are the keys it listens to.
  const keys = step === 1 ? { key: "Escape", keyCode: 27 } : { key: "F6", keyCode: 117, ctrlKey: true, shiftKey: true }
  window.dispatchEvent(new KeyboardEvent("keydown", keys))
  return true
}
