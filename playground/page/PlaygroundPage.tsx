import { FluentProvider, makeStyles, tokens } from "@fluentui/react-components"
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react"
import { makeSample } from "../sample/makeSample.ts"
import type { SimWorkbook } from "../workbook/contract.ts"
import { FileOverlay } from "./FileOverlay.tsx"
import { FormulaBar } from "./FormulaBar.tsx"
import { gridColors } from "./grid/gridColors.ts"
import { createSheetSession, type SheetSession } from "./grid/sheetSession.ts"
import { useSheetState } from "./grid/useSheetState.ts"
import { moveToRegion } from "./moveFocus.ts"
import { Notices } from "./Notices.tsx"
import { openNotes } from "./openNotes.ts"
import type { PageParameters } from "./pageParameters.ts"
import { Ribbon } from "./Ribbon.tsx"
import { SheetView } from "./SheetView.tsx"
import type {} from "./simulatedExcel.ts"
import { paneWidth, Splitter } from "./Splitter.tsx"
import { StatusBar } from "./StatusBar.tsx"
import { TaskPane } from "./TaskPane.tsx"
import { isDark, themes } from "./theme.ts"
import { TopBar } from "./TopBar.tsx"
import { useNotices } from "./useNotices.ts"
import { useOpenFile, type FileOpening } from "./useOpenFile.ts"
import { useSignIn } from "./useSignIn.ts"

const useStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    height: "100vh",
    overflow: "hidden",
    backgroundColor: tokens.colorNeutralBackground1,
  },
  main: { display: "flex", flexGrow: 1, minHeight: 0 },
})

/** A simulated Excel around the task pane. `first` is the workbook shown at the start, `failure` what went wrong before. */
export function PlaygroundPage(props: { first: SimWorkbook; parameters: PageParameters; failure: string | undefined }) {
  const { first, parameters, failure } = props
  const styles = useStyles()
  const [workbook, setWorkbook] = useState(first)
  const [theme, setTheme] = useState(parameters.theme)
  const [pane, setPane] = useState<{ open: boolean; width: number }>({ open: true, width: paneWidth.usual })
  const setPaneOpen = useCallback((isOpen: boolean) => setPane((before) => ({ ...before, open: isOpen })), [])
  const setPaneWidth = useCallback((width: number) => setPane((before) => ({ ...before, width })), [])
  const [dragging, setDragging] = useState(false)
  const narrow = useNarrow()

  const { notices, notify, report, dismiss, keepWarnings } = useNotices()
  const show = useCallback(
    (next: SimWorkbook) => {
      keepWarnings()
      setWorkbook(next)
    },
    [keepWarnings],
  )
  const { opening, hovering, open, openPicked } = useOpenFile(show, report)
  const session = useSession(workbook, report)
  const asking = useRef<() => void>(null)
  const { user } = parameters
  const { signedIn, setSignedIn, getAccessToken } = useSignIn(user, notify)
  useRegionKeys()
  useWorkbookInWindow(workbook, open, show)

  useEffect(() => {
    if (failure) notify("warning", failure)
  }, [failure, notify])
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
        <Notices notices={notices} onDismiss={dismiss} />
        <FormulaBar
          session={session}
          onUnknownName={(text) => notify("info", `“${text}” is no address, name or table of this workbook.`)}
        />
        <main className={styles.main}>
          <SheetView session={session} colors={colors} notify={notify} asking={asking} />
          {pane.open && <Splitter width={pane.width} onResize={setPaneWidth} onDragging={setDragging} />}
          <TaskPane
            // Changing the account restarts the add-in, as in Excel.
            key={String(signedIn)}
            workbook={workbook}
            theme={theme}
            open={pane.open}
            width={pane.width}
            passive={dragging}
            asking={asking}
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
  return <FileOverlay busy={busyText(props.opening, calculating)} hovering={props.hovering} />
}

function busyText(opening: string | undefined, calculating: number | undefined): string | undefined {
  if (opening !== undefined) return `Opening ${opening} …`
  return calculating === undefined ? undefined : `Calculating ${calculating.toLocaleString()} formulas …`
}

/** F6 and Shift+F6 go from region to region, as in Excel. */
function useRegionKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== "F6") return
      event.preventDefault()
      moveToRegion(event.shiftKey ? -1 : 1)
    }
    window.addEventListener("keydown", press)
    return () => window.removeEventListener("keydown", press)
  }, [])
}

/** The title of the window, and what a program that drives the page finds in it. */
function useWorkbookInWindow(
  workbook: SimWorkbook,
  open: FileOpening["open"],
  show: (next: SimWorkbook) => void,
): void {
  useEffect(() => {
    window.simulatedExcel = { workbook, open, show }
  }, [workbook, open, show])
  useEffect(() => {
    document.title = `${workbook.fileName} — simulated Excel`
  }, [workbook])
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
