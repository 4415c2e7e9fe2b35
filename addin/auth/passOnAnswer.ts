import { broadcastResponseToMainFrame } from "@azure/msal-browser/redirect-bridge"

/** In the hidden frame that Entra has led back to us: hands Entra's answer to MSAL in the pane. */
export const passOnAnswer = (): Promise<void> => broadcastResponseToMainFrame()
