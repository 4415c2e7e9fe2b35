/** From a page in a window of Office to the pane that opened it, and to no page of another origin. Waits for Office.js first. */
export async function answerPane(text: string): Promise<void> {
  await Office.onReady()
  Office.context.ui.messageParent(text, { targetOrigin: window.location.origin })
}
