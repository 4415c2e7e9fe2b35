import { Input, makeStyles, tokens } from "@fluentui/react-components"
import { SearchRegular } from "@fluentui/react-icons/svg/search"
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react"
import type { Settings } from "../../shared/conversation.ts"
import type { WorkbookMap } from "../../shared/workbookMap.ts"
import type { FileList } from "../chat/fileList.ts"
import type { KnownWorkbook } from "../chat/knownWorkbook.ts"
import type { Library } from "../chat/library.ts"
import { mapTree, type MapNode, type MapTarget } from "../chat/mapTree.ts"
import { searchTree } from "../chat/searchTree.ts"
import { sheetState } from "../chat/sheetState.ts"
import { useShown } from "../chat/useShown.ts"
import type { SyncView } from "../sync/workbookSync.ts"
import { agoLabel } from "./agoLabel.ts"
import { AnswerSkeleton } from "./AnswerText.tsx"
import { FilesSection } from "./FilesSection.tsx"
import { IncludeWorkbook } from "./IncludeWorkbook.tsx"
import { MapTree } from "./MapTree.tsx"
import { Notice } from "./Notice.tsx"
import { SyncState, type SyncActions } from "./SyncState.tsx"
import { useNow } from "./useNow.ts"

const useStyles = makeStyles({
  panel: {
    display: "flex",
    flexDirection: "column",
    minWidth: 0,
    minHeight: 0,
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  complaint: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}` },
  content: {
    display: "flex",
    flexDirection: "column",
    flex: 1,
    gap: tokens.spacingVerticalL,
    minWidth: 0,
    minHeight: 0,
    overflowY: "auto",
    overflowX: "hidden",
    scrollbarWidth: "thin",
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
  },
  section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, minWidth: 0 },
  heading: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  search: { minHeight: "32px" },
  note: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: "anywhere",
  },
})

export interface WhatISeeProps {
  sync: SyncView
  on: SyncActions
  known: KnownWorkbook
  files: FileList
  library: Pick<Library, "file" | "workbookMap">
  settings: Settings | null
  /** Host name of the server. */
  server: string
  /** Why the last jump did not work. */
  complaint: string | null
  onDismissComplaint: () => void
  onJump: (target: MapTarget) => void
  onClose: () => void
}

/** What the assistant knows: the sheets that are included with their tables, and the uploaded files. Esc closes. */
export function WhatISee(props: WhatISeeProps) {
  const { sync, on, known, files, library, settings, server, complaint, onJump, onClose } = props
  const styles = useStyles()
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => panel.current?.focus(), [])
  const [choosing, setChoosing] = useState(sync.consent === "undecided")
  const { map } = useShown(known)
  const declined = sync.consent === "declined"
  // Something may be left of an earlier time, or of a deletion that failed.
  useEffect(() => {
    if (declined) void known.read()
  }, [known, declined])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return
    // Office.js on the web reads an Esc that reaches the window as a request to leave the pane.
    event.stopPropagation()
    if (choosing && sync.consent !== "undecided") setChoosing(false)
    else onClose()
  }
  return (
    <div
      ref={panel}
      className={styles.panel}
      role="region"
      aria-label="What I see"
      data-region=""
      // Not -1: Office.js on the web moves the focus on Tab itself, and only from elements that are in the tab order.
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className={styles.content}>
        <section className={styles.section} aria-labelledby="this-workbook">
          <h2 id="this-workbook" className={styles.heading}>
            This workbook
          </h2>
          {choosing ? (
            <IncludeWorkbook
              sheets={sync.sheets}
              included={sync.consent === "included"}
              settings={settings}
              server={server}
              onInclude={(sheetIds) => {
                on.include(sheetIds)
                setChoosing(false)
              }}
              onCancel={() => {
                if (sync.consent === "undecided") on.decline()
                setChoosing(false)
              }}
            />
          ) : (
            <SyncState sync={sync} on={on} leftOver={declined && map !== null} onChoose={() => setChoosing(true)} />
          )}
          {sync.consent === "included" && <KnownSheets sync={sync} known={known} onJump={onJump} />}
        </section>
        <FilesSection files={files} library={library} />
      </div>
      {complaint !== null && (
        <div className={styles.complaint}>
          <Notice tone="error" text={complaint} onDismiss={props.onDismissComplaint} />
        </div>
      )}
    </div>
  )
}

/** Sheets from which on a search box helps. */
const searchFrom = 12

function KnownSheets({ sync, known, onJump }: Pick<WhatISeeProps, "sync" | "known" | "onJump">) {
  const styles = useStyles()
  const now = useNow()
  const [search, setSearch] = useState("")
  const { map, loading, problem } = useShown(known)
  // Before that there is nothing to read.
  const told = sync.phase !== "starting"
  useEffect(() => (told ? known.watch() : undefined), [known, told])
  // What was just stored has a place in the tree at once.
  useEffect(() => {
    if (told && sync.syncedAt !== null) void known.read()
  }, [known, told, sync.syncedAt])
  const nodes = useMemo(() => [...(map ? mapTree(map) : []), ...leftOut(sync)], [map, sync])
  const states = useMemo(
    () =>
      new Map(
        map?.sheets.map((sheet) => [
          `sheet ${sheet.sheetId}`,
          `synced ${agoLabel(new Date(sheet.storedAt), now)} · ${sheetState(sheet)}`,
        ]),
      ),
    [map, now],
  )
  const found = useMemo(() => (search.trim() === "" ? null : searchTree(nodes, search)), [nodes, search])
  const large = lineCount(map) >= searchFrom
  if (loading) return <AnswerSkeleton />
  return (
    <>
      {problem && (
        <Notice
          tone="error"
          text={`What the server knows could not be read. ${problem.message}`}
          action={{ label: "Try again", run: () => void known.read() }}
        />
      )}
      {(large || search !== "") && (
        <Input
          className={styles.search}
          type="search"
          contentBefore={<SearchRegular aria-hidden />}
          placeholder="Find tables, columns, names"
          aria-label="Find in this workbook"
          value={search}
          maxLength={200}
          onChange={(_event, { value }) => setSearch(value)}
        />
      )}
      {found?.matches === 0 ? (
        <p className={styles.note} role="status">
          Nothing here is called “{search.trim()}”.
        </p>
      ) : (
        <>
          {map && (
            <MapTree
              label="This workbook"
              nodes={found?.nodes ?? nodes}
              open={found?.open}
              states={states}
              onJump={onJump}
            />
          )}
          {!map && !problem && <p className={styles.note}>Nothing is stored yet.</p>}
        </>
      )}
    </>
  )
}

/** Sheets and tables. */
const lineCount = (map: WorkbookMap | null): number =>
  map?.sheets.reduce((sum, { layout }) => sum + 1 + (layout?.tables.length ?? 0), 0) ?? 0

/** Sheets of the workbook that are not included. */
const leftOut = ({ sheets }: SyncView): MapNode[] =>
  sheets
    .filter(({ included }) => !included)
    .map(({ sheetId, name, visibility }) => ({
      id: `left out ${sheetId}`,
      kind: "sheet",
      label: name,
      detail: visibility === "visible" ? "not included" : "hidden · not included",
      target: null,
      children: [],
    }))
