import { makeStyles, tokens } from "@fluentui/react-components"
import { useEffect, useMemo, useState } from "react"
import { toAppError } from "../../shared/errors.ts"
import type { UploadedFile } from "../../shared/files.ts"
import { KnownWorkbook } from "../chat/knownWorkbook.ts"
import type { Library } from "../chat/library.ts"
import { mapTree } from "../chat/mapTree.ts"
import { sheetState } from "../chat/sheetState.ts"
import { useShown } from "../chat/useShown.ts"
import { AnswerSkeleton } from "./AnswerText.tsx"
import { MapTree } from "./MapTree.tsx"
import { Notice } from "./Notice.tsx"

const useStyles = makeStyles({
  details: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
    minWidth: 0,
    paddingBlockEnd: tokens.spacingVerticalS,
  },
  note: {
    margin: 0,
    paddingInlineStart: "32px",
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
})

interface Props {
  fileId: string
  fileName: string
  /** Some of its sheets could not be read. */
  partial: boolean
  library: Pick<Library, "file" | "workbookMap">
}

/** What was found in a file, and why sheets of it are missing. */
export function FileDetails({ fileId, fileName, partial, library }: Props) {
  const styles = useStyles()
  const known = useMemo(() => new KnownWorkbook(library, fileId), [library, fileId])
  useEffect(() => known.watch(), [known])
  const { map, loading, problem } = useShown(known)
  const missing = useMissingSheets(library, fileId, partial)
  const nodes = useMemo(() => (map ? mapTree(map) : []), [map])
  const states = useMemo(
    () => new Map(map?.sheets.map((sheet) => [`sheet ${sheet.sheetId}`, sheetState(sheet)])),
    [map],
  )
  if (loading) return <AnswerSkeleton />
  return (
    <div className={styles.details}>
      {problem && (
        <Notice tone="error" text={problem.message} action={{ label: "Try again", run: () => void known.read() }} />
      )}
      {missing.map((text) => (
        <Notice key={text} tone="warning" text={text} />
      ))}
      {nodes.length > 0 && (
        <>
          <p className={styles.note}>Not open in Excel: its cells cannot be shown from here.</p>
          <MapTree label={fileName} nodes={nodes} states={states} />
        </>
      )}
    </div>
  )
}

/** Sentences about the sheets that could not be read, or only in part. */
function useMissingSheets(library: Pick<Library, "file">, fileId: string, partial: boolean): readonly string[] {
  const [sentences, setSentences] = useState<readonly string[]>([])
  useEffect(() => {
    if (!partial) return
    let shown = true
    library.file(fileId).then(
      (file) => shown && setSentences(reasonsOf(file)),
      (thrown: unknown) => shown && setSentences([toAppError(thrown).message]),
    )
    return () => {
      shown = false
    }
  }, [library, fileId, partial])
  return sentences
}

const reasonsOf = ({ sheets }: UploadedFile): string[] =>
  sheets.flatMap(({ name, reason }) => (reason === null ? [] : [`${name}: ${reason}`]))
