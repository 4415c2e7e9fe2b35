/** Where the pane runs: inside Excel, in another place (a plain browser, another Office program), or without Office.js at all. */
export type Surroundings = "excel" | "elsewhere" | "no_office"

/** Waits until Office.js has found its host. */
export async function startOffice(): Promise<Surroundings> {
  if (!("Office" in globalThis)) return "no_office" // the script could not be loaded: no internet, or blocked
  const { host } = await Office.onReady()
  return (host as Office.HostType | null) === Office.HostType.Excel ? "excel" : "elsewhere"
}
