import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { config } from "zod"
import { AppError } from "../shared/errors.ts"
import { App } from "./App.tsx"
import { acquireToken } from "./auth/acquireToken.ts"
import { localToken } from "./auth/localToken.ts"
import { Chat } from "./chat/chat.ts"
import { OutsideExcel } from "./components/OutsideExcel.tsx"
import { ThemeRoot } from "./components/ThemeRoot.tsx"
import { restClient } from "./connection/restClient.ts"
import { serverBackend } from "./connection/serverBackend.ts"
import { excelSpreadsheet } from "./excel/excelSpreadsheet.ts"
import { hostToken } from "./excel/hostToken.ts"
import { watchOfficeTheme } from "./excel/officeTheme.ts"
import { associateRibbonCommands } from "./excel/ribbonCommands.ts"
import { documentAddress } from "./excel/documentAddress.ts"
import { startOffice } from "./excel/startOffice.ts"
import "./pane.css"
import { storedSession } from "./storedSession.ts"

// The content security policy forbids generated code, which zod would otherwise try.
config({ jitless: true })

const pane = document.getElementById("pane")
if (!pane) throw new Error("taskpane.html has no element with the id pane")
const root = createRoot(pane)

/** What went wrong outside a turn; never cell contents. */
const report = (error: unknown): void => {
  // eslint-disable-next-line no-console -- the pane has no other log
  console.warn(error)
}

const noToken = {
  get: () => Promise.reject(new AppError("signed_out", "Sign in from Excel.")),
  forget: () => undefined,
}

const surroundings = await startOffice()
if (surroundings === "excel") {
  const spreadsheet = excelSpreadsheet(report)
  const token = acquireToken(() => (chat.view().settings?.authMode === "local" ? [hostToken, localToken] : [hostToken]))
  const chat: Chat = new Chat({
    backend: serverBackend(restClient(token)),
    spreadsheet,
    storedSession: storedSession(documentAddress()),
    newId: () => crypto.randomUUID(),
  })
  associateRibbonCommands(() => document.getElementById("question")?.focus(), report)
  watchOfficeTheme((office) =>
    root.render(
      <StrictMode>
        <ThemeRoot office={office}>
          <App chat={chat} spreadsheet={spreadsheet} />
        </ThemeRoot>
      </StrictMode>,
    ),
  )
  void chat.start()
} else {
  // Only a development server has the playground; it is also the only kind with an issuer of its own.
  const playground = await restClient(noToken)
    .settings()
    .then(
      ({ authMode }) => authMode === "local",
      () => false,
    )
  root.render(
    <ThemeRoot office={undefined}>
      <OutsideExcel reason={surroundings} playground={playground} />
    </ThemeRoot>,
  )
}
