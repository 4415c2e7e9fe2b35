/** A value kept in the document itself, for this add-in alone. Where the document cannot be changed it lasts as long as the pane. */
export function documentSetting(
  key: string,
  onError: (error: unknown) => void,
): { read(): unknown; write(value: unknown): void } {
  const { settings } = Office.context.document
  return {
    read: () => settings.get(key) as unknown,
    write: (value) => {
      settings.set(key, value)
      settings.saveAsync((result) => {
        if (result.status === Office.AsyncResultStatus.Failed) onError(result.error)
      })
    },
  }
}
