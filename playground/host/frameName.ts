/**
 * How Office.js learns that it runs in Excel on the web and whom to talk to: the frame's name, as JSON, which must be
 * set before the frame is inserted (dialogs parse the name, so the address form alone is not enough).
 */
export const frameName = (conversationId: string, addinId: string, hostOrigin: string, locale: string): string =>
  JSON.stringify({
    baseFrameName: "simulated-excel",
    hostInfo: hostInfo(conversationId, locale),
    xdmInfo: `${conversationId}|${addinId}|${hostOrigin}`,
    serializerVersion: "1",
    flights: "[]",
  })

/** `Excel$Web$<version>$<locale>$<correlation id>$<is dialog>$<logging>$<flags>`; flag 1 is the shared runtime. */
const hostInfo = (conversationId: string, locale: string): string =>
  `Excel$Web$16.01$${locale}$${conversationId}$$disableLogging$1`
