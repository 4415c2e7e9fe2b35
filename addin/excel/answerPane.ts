/** From a page in a window of Office to the pane that opened it, and to no page of another origin. */
export function answerPane(text: string): void {
  Office.context.ui.messageParent(text, { targetOrigin: window.location.origin })
}
