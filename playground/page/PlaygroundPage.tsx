import { FluentProvider, makeStyles, tokens } from "@fluentui/react-components"
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react"
import { toAppError } from "../../shared/errors.ts"
import { makeSample } from "../sample/makeSample.ts"
import type { SimWorkbook } from "../workbook/contract.ts"
import { SimError } from "../workbook/simError.ts"
import { FileOverlay } from "./FileOverlay.tsx"
import { FormulaBar } from "./FormulaBar.tsx"
import { gridColors } from "./grid/gridColors.ts"
import { SheetGrid } from "./grid/SheetGrid.tsx"
import { createSheetSession, type SheetSession } from "./grid/sheetSession.ts"
import { useSheetState } from "./grid/useSheetState.ts"
import { localToken, readSignInMode } from "./localAccount.ts"
import { moveToRegion } from "./moveFocus.ts"
import { Notices, type Notice } from "./Notices.tsx"
import { openNotes } from "./openNotes.ts"
import type { PageParameters } from "./pageParameters.ts"
import { Ribbon } from "./Ribbon.tsx"
import { SheetTabs } from "./SheetTabs.tsx"
import type {} from "./simulatedExcel.ts"
import { paneWidth, Splitter } from "./Splitter.tsx"
import { StatusBar } from "./StatusBar.tsx"
import { TaskPane } from "./TaskPane.tsx"
import { isDark, themes } from "./theme.ts"
import { TopBar } from "./TopBar.tsx"
import { useOpenFile } from "./useOpenFile.ts"

const useStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    height: "100vh",
    overflow: "hidden",
    backgroundColor: tokens.colorNeutralBackground1,
  },
  main: { display: "flex", flexGrow: 1, minHeight: 0 },
  sheet: { display: "flex", flexDirection: "column", flexGrow: 1, minWidth: 0 },
})

/** The sentence for a failed edit or file. Errors of the workbook are written for people; of anything else only that it happened. */
const sentence = (error: unknown): string => (error instanceof SimError ? error.message : toAppError(error).message)

let lastNotice = 0

/** A simulated Excel around the task pane. `first` is the workbook shown at the start, `failure` what went wrong before. */
export function PlaygroundPage(props: { first: SimWorkbook; parameters: PageParameters; failure: string | undefined }) {
  const { first, parameters, failure } = props
  const styles = useStyles()
  const [workbook, setWorkbook] = useState(first)
  const [notices, setNotices] = useState<readonly Notice[]>([])
  const [theme, setTheme] = useState(parameters.theme)
  const [signedIn, setSignedIn] = useState(true)
  const [signInMode] = useState(readSignInMode)
  const [pane, setPane] = useState<{ open: boolean; width: number }>({ open: true, width: paneWidth.usual })
  const setPaneOpen = useCallback((isOpen: boolean) => setPane((before) => ({ ...before, open: isOpen })), [])
  const setPaneWidth = useCallback((width: number) => setPane((before) => ({ ...before, width })), [])
  const [dragging, setDragging] = useState(false)
  const narrow = useNarrow()

  const notify = useCallback((intent: Notice["intent"], text: string) => {
    setNotices((before) => [...before.filter((notice) => notice.text !== text), { id: ++lastNotice, intent, text }])
  }, [])
  const report = useCallback((error: unknown) => notify("error", sentence(error)), [notify])
  const show = useCallback((next: SimWorkbook) => {
    setNotices((before) => before.filter(({ intent }) => intent === "warning"))
    setWorkbook(next)
  }, [])
  const { opening, hovering, open, openPicked } = useOpenFile(show, report)
  const session = useSession(workbook, report)

  useEffect(() => {
    window.simulatedExcel = { workbook, open, show }
  }, [workbook, open, show])
  useEffect(() => {
    if (failure) notify("warning", failure)
  }, [failure, notify])
  useEffect(() => {
    void signInMode.then((mode) => {
      if (mode === "other")
        notify(
          "info",
          "This server signs people in with Microsoft Entra ID: choose Sign in in the pane, or start it with AUTH_MODE=local.",
        )
      if (mode === "unreachable")
        notify(
          "warning",
          "The server does not answer, so the pane cannot work. Start it with npm start, then reload this page.",
        )
    })
  }, [notify, signInMode])
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== "F6") return
      event.preventDefault()
      moveToRegion(event.shiftKey ? -1 : 1)
    }
    window.addEventListener("keydown", press)
    return () => window.removeEventListener("keydown", press)
  }, [])
  useEffect(() => {
    document.title = `${workbook.fileName} — simulated Excel`
  }, [workbook])

  const { user } = parameters
  const getAccessToken = useCallback(
    async () => localToken(signedIn ? user : undefined, await signInMode),
    [signedIn, user, signInMode],
  )
  const colors = useMemo(() => gridColors(themes[theme], theme), [theme])
  if (!session) return null

  return (
    <FluentProvider theme={themes[theme]} style={{ colorScheme: isDark(theme) ? "dark" : "light" }}>
      <div className={styles.page}>
        <TopBar
          fileName={workbook.fileName}
          theme={theme}
          onTheme={setTheme}
          user={user}
          signedIn={signedIn}
          onSignedIn={setSignedIn}
          narrow={narrow}
        />
        <Ribbon
          session={session}
          paneOpen={pane.open}
          onPane={setPaneOpen}
          onFile={openPicked}
          onSample={() => show(makeSample())}
        />
        <Notices notices={notices} onDismiss={(id) => setNotices((all) => all.filter((notice) => notice.id !== id))} />
        <FormulaBar
          session={session}
          onUnknownName={(text) => notify("info", `“${text}” is no address, name or table of this workbook.`)}
        />
        <main className={styles.main}>
          <div className={styles.sheet}>
            <SheetGrid session={session} colors={colors} />
            <SheetTabs session={session} />
          </div>
          {pane.open && <Splitter width={pane.width} onResize={setPaneWidth} onDragging={setDragging} />}
          <TaskPane
            // Another account starts the add-in anew, as Excel does.
            key={String(signedIn)}
            workbook={workbook}
            theme={theme}
            open={pane.open}
            width={pane.width}
            passive={dragging}
            getAccessToken={getAccessToken}
            onOpen={setPaneOpen}
          />
        </main>
        <StatusBar session={session} message={openNotes(workbook)} />
      </div>
      <Overlay session={session} opening={opening} hovering={hovering} />
    </FluentProvider>
  )
}

function Overlay(props: { session: SheetSession; opening: string | undefined; hovering: boolean }) {
  const { calculating } = useSheetState(props.session)
  const busy =
    props.opening !== undefined
      ? `Opening ${props.opening} …`
      : calculating !== undefined
        ? `Calculating ${calculating.toLocaleString()} formulas …`
        : undefined
  return <FileOverlay busy={busy} hovering={props.hovering} />
}

/** The session of the workbook; made in an effect, because it listens to the workbook until it is disposed of. */
function useSession(workbook: SimWorkbook, report: (error: unknown) => void): SheetSession | undefined {
  const [session, setSession] = useState<SheetSession>()
  useEffect(() => {
    const made = createSheetSession(workbook, report)
    setSession(made)
    return () => made.dispose()
  }, [workbook, report])
  return session
}

const narrowQuery = "(max-width: 900px)"

function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(narrowQuery)
      media.addEventListener("change", listener)
      return () => media.removeEventListener("change", listener)
    },
    () => window.matchMedia(narrowQuery).matches,
  )
}
