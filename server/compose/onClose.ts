/** Takes what must be closed with the server; the last one taken is closed first. */
export type OnClose = (close: () => Promise<void> | void) => void
