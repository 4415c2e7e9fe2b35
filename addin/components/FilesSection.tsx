import { Button, ProgressBar, makeStyles, tokens } from "@fluentui/react-components"
import { ArrowUploadRegular } from "@fluentui/react-icons/svg/arrow-upload"
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss"
import { useEffect, useRef } from "react"
import type { FileList, Upload } from "../chat/fileList.ts"
import type { Library } from "../chat/library.ts"
import { useShown } from "../chat/useShown.ts"
import { AnswerSkeleton } from "./AnswerText.tsx"
import { FileRow } from "./FileRow.tsx"
import { Notice } from "./Notice.tsx"

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, minWidth: 0 },
  head: { display: "flex", alignItems: "center", justifyContent: "space-between", gap: tokens.spacingHorizontalS },
  heading: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  button: { minWidth: "32px", minHeight: "32px" },
  list: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    padding: 0,
    listStyleType: "none",
  },
  upload: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, minHeight: "44px", minWidth: 0 },
  words: {
    flex: 1,
    minWidth: 0,
    overflowWrap: "anywhere",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  note: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
})

/** Offered first by the file dialog; the server judges by content. */
const accepted = ".xlsx,.xlsm,.xls,.xlsb,.csv,.tsv,.txt"

interface Props {
  files: FileList
  library: Pick<Library, "file" | "workbookMap">
}

/** The uploaded files: more of them, which of them questions use, and what was found in each. */
export function FilesSection({ files, library }: Props) {
  const styles = useStyles()
  const view = useShown(files)
  const picker = useRef<HTMLInputElement>(null)
  useEffect(() => files.watch(), [files])
  return (
    <section className={styles.section} aria-labelledby="uploaded-files">
      <div className={styles.head}>
        <h2 id="uploaded-files" className={styles.heading}>
          Files
        </h2>
        <Button
          className={styles.button}
          size="small"
          icon={<ArrowUploadRegular />}
          onClick={() => picker.current?.click()}
        >
          Upload…
        </Button>
        <input
          ref={picker}
          type="file"
          hidden
          multiple
          accept={accepted}
          aria-label="Files to upload"
          onChange={({ currentTarget }) => {
            void files.upload([...(currentTarget.files ?? [])])
            // The same file may be picked again.
            currentTarget.value = ""
          }}
        />
      </div>
      {view.problem && (
        <Notice
          tone="error"
          text={view.problem.message}
          action={{ label: "Try again", run: () => void files.refresh() }}
        />
      )}
      {view.uploads.length > 0 && (
        <ul className={styles.list} aria-label="Uploads">
          {view.uploads.map((upload) => (
            <UploadRow key={upload.key} upload={upload} onDismiss={() => files.dismiss(upload.key)} />
          ))}
        </ul>
      )}
      <UploadedFiles files={files} library={library} />
    </section>
  )
}

function UploadedFiles({ files, library }: Props) {
  const styles = useStyles()
  const view = useShown(files)
  if (view.loading && !view.problem) return <AnswerSkeleton />
  if (view.files.length > 0)
    return (
      <ul className={styles.list} aria-label="Uploaded files">
        {view.files.map((file) => (
          <FileRow
            key={file.fileId}
            file={file}
            used={view.used.has(file.fileId)}
            library={library}
            onUse={(on) => files.use(file.fileId, on)}
            onDelete={() => void files.delete(file.fileId)}
          />
        ))}
      </ul>
    )
  if (view.uploads.length > 0) return null
  return (
    <p className={styles.note}>
      Upload Excel and CSV files, or drop them here, to ask about them too. They are kept on the server for you alone
      until you delete them.
    </p>
  )
}

function UploadRow({ upload, onDismiss }: { upload: Upload; onDismiss: () => void }) {
  const styles = useStyles()
  const { fileName, progress, problem } = upload
  if (problem)
    return (
      <li>
        <Notice tone="error" text={`${fileName}: ${problem.message}`} onDismiss={onDismiss} />
      </li>
    )
  return (
    <li className={styles.upload}>
      <span className={styles.words}>
        {progress === null ? `${fileName} · waiting` : `${fileName} · ${Math.round(progress * 100)} % sent`}
        <ProgressBar thickness="medium" aria-label={`Sending ${fileName}`} value={progress ?? 0} />
      </span>
      <Button
        className={styles.button}
        appearance="subtle"
        icon={<DismissRegular />}
        title="Stop"
        aria-label={`Stop sending ${fileName}`}
        onClick={onDismiss}
      />
    </li>
  )
}
