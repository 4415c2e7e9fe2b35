import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { config } from "zod"
import { AppError } from "../shared/errors.ts"
import { App } from "./App.tsx"
import { acquireToken } from "./auth/acquireToken.ts"
import { tokenSources } from "./auth/tokenSources.ts"
import { Chat } from "./chat/chat.ts"
import { ChatList } from "./chat/chatList.ts"
import { FileList } from "./chat/fileList.ts"
import { KnownWorkbook } from "./chat/knownWorkbook.ts"
import { questionScope } from "./chat/questionScope.ts"
import { OutsideExcel } from "./components/OutsideExcel.tsx"
import { ThemeRoot } from "./components/ThemeRoot.tsx"
import { backoff } from "./connection/backoff.ts"
import { systemClock } from "./connection/clock.ts"
import { restClient } from "./connection/restClient.ts"
import { restSyncServer } from "./connection/restSyncServer.ts"
import { serverBackend } from "./connection/serverBackend.ts"
import { documentSetting } from "./excel/documentSetting.ts"
import { excelSpreadsheet } from "./excel/excelSpreadsheet.ts"
import { excelSync } from "./excel/excelSync.ts"
import { leavePane } from "./excel/leavePane.ts"
import { watchOfficeTheme } from "./excel/officeTheme.ts"
import { associateRibbonCommands } from "./excel/ribbonCommands.ts"
import { startOffice } from "./excel/startOffice.ts"
import { workbookId } from "./excel/workbookId.ts"
import "./pane.css"
import { storedText } from "./storedText.ts"
import { createWorkbookSync } from "./sync/createWorkbookSync.ts"

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

const refuse = (): Promise<string> => Promise.reject(new AppError("signed_out", "Sign in from Excel."))
const noToken = { get: refuse, getLasting: refuse, forget: () => undefined }

const surroundings = await startOffice()
if (surroundings === "excel") {
  const spreadsheet = excelSpreadsheet(report)
  const token = acquireToken(
    tokenSources(() => chat.view().settings),
    { report },
  )
  const rest = restClient(token)
  const backend = serverBackend(rest)
  const workbook = await workbookId(report)
  const sync = createWorkbookSync({
    workbookId: workbook,
    excel: excelSync(report),
    server: restSyncServer(rest.call),
    setting: documentSetting("workbookSync", report),
    origin: window.location.origin,
    clock: systemClock,
    backoff: (failures) => backoff(failures, Math.random()),
  })
  const chat: Chat = new Chat({
    backend,
    spreadsheet,
    workbookId: workbook,
    storedSession: storedText("sessionId", workbook),
    scope: () => questionScope(sync, files),
    newId: () => crypto.randomUUID(),
  })
  const chats = new ChatList(backend, workbook)
  const files = new FileList(rest, storedText("files", workbook))
  const known = new KnownWorkbook(rest, workbook)
  associateRibbonCommands(() => document.getElementById("question")?.focus(), report)
  watchOfficeTheme((office) =>
    root.render(
      <StrictMode>
        <ThemeRoot office={office}>
          <App
            chat={chat}
            chats={chats}
            spreadsheet={spreadsheet}
            sync={sync}
            known={known}
            files={files}
            library={rest}
            onLeave={leavePane}
            onSignIn={() => token.allowPrompt()}
          />
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
