import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarGroup,
} from "@fluentui/react-components"
import { Dismiss16Regular } from "@fluentui/react-icons/svg/dismiss"

export interface Notice {
  readonly id: number
  readonly intent: "error" | "warning" | "info"
  readonly text: string
}

const useStyles = makeStyles({
  group: { display: "flex", flexDirection: "column", flexShrink: 0 },
  bar: { borderRadius: 0 },
})

/** What went wrong or must be known, one bar each, until it is dismissed. */
export function Notices({ notices, onDismiss }: { notices: readonly Notice[]; onDismiss: (id: number) => void }) {
  const styles = useStyles()
  return (
    <MessageBarGroup className={styles.group}>
      {notices.map(({ id, intent, text }) => (
        <MessageBar key={id} className={styles.bar} intent={intent} data-testid="notice">
          <MessageBarBody>{text}</MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button
                appearance="transparent"
                icon={<Dismiss16Regular />}
                aria-label="Dismiss"
                onClick={() => onDismiss(id)}
              />
            }
          />
        </MessageBar>
      ))}
    </MessageBarGroup>
  )
}
