import { Button, Input, makeStyles, mergeClasses, tokens } from "@fluentui/react-components"
import { DeleteRegular } from "@fluentui/react-icons/svg/delete"
import { EditRegular } from "@fluentui/react-icons/svg/edit"
import { useState, type KeyboardEvent } from "react"
import type { Session } from "../../shared/conversation.ts"
import { relativeDate } from "./relativeDate.ts"

const useStyles = makeStyles({
  row: {
    display: "flex",
    alignItems: "center",
    minWidth: 0,
    minHeight: "44px",
  },
  // A bar and not a colour behind the words: it is seen in high contrast too.
  present: {
    boxShadow: `inset 3px 0 ${tokens.colorCompoundBrandStroke}`,
    fontWeight: tokens.fontWeightSemibold,
  },
  open: {
    display: "flex",
    flex: 1,
    flexDirection: "column",
    alignItems: "flex-start",
    justifyContent: "center",
    minWidth: 0,
    minHeight: "44px",
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    border: "none",
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: "transparent",
    color: "inherit",
    font: "inherit",
    textAlign: "start",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover, color: tokens.colorNeutralForeground1Hover },
    ":hover time": { color: "inherit" },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  title: {
    maxWidth: "100%",
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
  },
  date: {
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
  button: { flexShrink: 0, minWidth: "32px", minHeight: "32px" },
  form: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    flex: 1,
    minWidth: 0,
  },
  name: { flex: "1 1 140px", minWidth: 0 },
  sure: { flex: "1 1 140px", minWidth: 0, paddingInline: tokens.spacingHorizontalS, overflowWrap: "anywhere" },
})

/** What the row asks for in place: a new name, or whether to delete. */
export type RowTask = "rename" | "delete"

interface Props {
  chat: Session
  /** It is the one that is open. */
  present: boolean
  task: RowTask | undefined
  onOpen: () => void
  onTask: (task: RowTask | undefined) => void
  onRename: (title: string) => void
  onDelete: () => void
}

/** One chat of the list: opens it, and asks in place for its new name, or whether to delete it. */
export function ChatRow({ chat, present, task, onOpen, onTask, onRename, onDelete }: Props) {
  const styles = useStyles()
  const onEscape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return
    // Leaves the task and not the list.
    event.stopPropagation()
    onTask(undefined)
  }
  return (
    <li className={mergeClasses(styles.row, present && styles.present)} onKeyDown={task && onEscape}>
      {task === "rename" && <Rename title={chat.title} onRename={onRename} onCancel={() => onTask(undefined)} />}
      {task === "delete" && <AskDelete title={chat.title} onDelete={onDelete} onKeep={() => onTask(undefined)} />}
      {task === undefined && <OpenChat chat={chat} present={present} onOpen={onOpen} onTask={onTask} />}
    </li>
  )
}

function OpenChat({ chat, present, onOpen, onTask }: Pick<Props, "chat" | "present" | "onOpen" | "onTask">) {
  const styles = useStyles()
  return (
    <>
      <button
        type="button"
        className={styles.open}
        data-chat={chat.sessionId}
        aria-current={present || undefined}
        title={chat.title}
        onClick={onOpen}
      >
        <span className={styles.title} dir="auto">
          {chat.title}
        </span>
        <time className={styles.date} dateTime={chat.updatedAt}>
          {relativeDate(chat.updatedAt, new Date())}
        </time>
      </button>
      <Button
        className={styles.button}
        appearance="subtle"
        icon={<EditRegular />}
        title="Rename"
        aria-label={`Rename ${chat.title}`}
        onClick={() => onTask("rename")}
      />
      <Button
        className={styles.button}
        appearance="subtle"
        icon={<DeleteRegular />}
        title="Delete"
        aria-label={`Delete ${chat.title}`}
        onClick={() => onTask("delete")}
      />
    </>
  )
}

function AskDelete({ title, onDelete, onKeep }: { title: string; onDelete: () => void; onKeep: () => void }) {
  const styles = useStyles()
  return (
    <div className={styles.form} role="group" aria-label={`Delete ${title}`}>
      <span className={styles.sure}>Delete “{title}” for good?</span>
      <Button className={styles.button} size="small" appearance="primary" onClick={onDelete}>
        Delete
      </Button>
      <Button className={styles.button} size="small" autoFocus onClick={onKeep}>
        Keep
      </Button>
    </div>
  )
}

function Rename({
  title,
  onRename,
  onCancel,
}: {
  title: string
  onRename: (title: string) => void
  onCancel: () => void
}) {
  const styles = useStyles()
  const [name, setName] = useState(title)
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        const given = name.trim()
        if (given === "" || given === title) onCancel()
        else onRename(given)
      }}
    >
      <Input
        className={styles.name}
        aria-label="Name of the chat"
        value={name}
        maxLength={200}
        autoFocus
        onFocus={({ target }) => target.select()}
        onChange={(_event, { value }) => setName(value)}
      />
      <Button className={styles.button} size="small" appearance="primary" type="submit">
        Save
      </Button>
      <Button className={styles.button} size="small" onClick={onCancel}>
        Cancel
      </Button>
    </form>
  )
}
