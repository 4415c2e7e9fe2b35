import { Button, Tooltip, makeStyles, tokens } from "@fluentui/react-components"
import { ChatAddRegular } from "@fluentui/react-icons/svg/chat-add"
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss"
import { HistoryRegular } from "@fluentui/react-icons/svg/history"
import { TextBulletListTreeRegular } from "@fluentui/react-icons/svg/text-bullet-list-tree"
import type { ReactElement, RefObject } from "react"

/** What covers the conversation. */
export type PanelName = "chats" | "workbook"

export type PanelButtons = Record<PanelName, RefObject<HTMLButtonElement>>

const useStyles = makeStyles({
  header: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  // Excel shows the add-in's own name above the pane.
  title: {
    flex: 1,
    minWidth: 0,
    margin: 0,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  button: { minWidth: "32px", minHeight: "32px" },
})

interface PanelWords {
  readonly title: string
  readonly open: string
  readonly close: string
  readonly icon: ReactElement
}

const panels: Record<PanelName, PanelWords> = {
  workbook: {
    title: "What I see",
    open: "What I see",
    close: "Close what I see",
    icon: <TextBulletListTreeRegular />,
  },
  chats: { title: "Chats of this workbook", open: "Chats", close: "Close the list", icon: <HistoryRegular /> },
}

interface Props {
  /** Of the open chat. */
  title: string
  panel: PanelName | null
  /** A closed panel gives the focus back to its button. */
  buttons: PanelButtons
  panelsDisabled: boolean
  newChatDisabled: boolean
  onOpen: (panel: PanelName) => void
  onClose: () => void
  onNewChat: () => void
}

/** The title of what is shown, and the buttons that change it. */
export function PaneHeader({ title, panel, buttons, ...props }: Props) {
  const styles = useStyles()
  return (
    <header className={styles.header} data-region="">
      <h1 className={styles.title} dir="auto">
        {panel ? panels[panel].title : title}
      </h1>
      {(["workbook", "chats"] as const).map((name) => {
        const isOpen = panel === name
        const { open, close, icon } = panels[name]
        return (
          <Tooltip key={name} content={isOpen ? close : open} relationship="label">
            <Button
              ref={buttons[name]}
              className={styles.button}
              appearance="subtle"
              icon={isOpen ? <DismissRegular /> : icon}
              disabled={props.panelsDisabled}
              aria-expanded={isOpen}
              onClick={() => (isOpen ? props.onClose() : props.onOpen(name))}
            />
          </Tooltip>
        )
      })}
      <Tooltip content="New chat" relationship="label">
        <Button
          className={styles.button}
          appearance="subtle"
          icon={<ChatAddRegular />}
          disabled={props.newChatDisabled}
          onClick={props.onNewChat}
        />
      </Tooltip>
    </header>
  )
}
