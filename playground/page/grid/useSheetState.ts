import { useSyncExternalStore } from "react"
import type { SheetSession } from "./sheetSession.ts"
import type { SheetState } from "./sheetState.ts"

/** The session's state; the component renders again when it changes. */
export const useSheetState = (session: SheetSession): SheetState =>
  useSyncExternalStore(session.subscribe, session.state)
