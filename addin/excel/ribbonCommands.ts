/** Connects the ribbon button "Ask about selection" (manifest: `askAboutSelection`) with the pane. */
export function associateRibbonCommands(focusComposer: () => void, onError: (error: unknown) => void): void {
  Office.actions.associate("askAboutSelection", (event: Office.AddinCommands.Event) => {
    // Without the shared runtime there is no pane to show; the button's event must be completed nevertheless.
    const shown = Office.context.requirements.isSetSupported("SharedRuntime", "1.1")
      ? Office.addin.showAsTaskpane()
      : Promise.resolve()
    shown.then(focusComposer, onError).finally(() => event.completed())
  })
}
