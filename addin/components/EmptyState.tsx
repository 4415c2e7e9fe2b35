import { Button, makeStyles, tokens } from "@fluentui/react-components"

const useStyles = makeStyles({
  state: {
    display: "flex",
    flexDirection: "column",
    // Where there is not enough room for all of it, its beginning must be within reach.
    justifyContent: "safe center",
    gap: tokens.spacingVerticalM,
    minHeight: 0,
    overflowY: "auto",
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  text: {
    margin: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
  },
  suggestions: { display: "flex", flexDirection: "column", alignItems: "flex-start", gap: tokens.spacingVerticalS },
  suggestion: {
    maxWidth: "100%",
    minHeight: "32px",
    fontWeight: tokens.fontWeightRegular,
    textAlign: "start",
    overflowWrap: "anywhere",
  },
})

interface Props {
  title: string
  /** Where nothing else on the page has a heading, this is the first. */
  heading?: "h1" | "h2"
  text?: string | undefined
  actions?: readonly { label: string; run: () => void }[]
  primary?: boolean
  children?: React.ReactNode
}

/** A calm page of one line, perhaps a sentence, and buttons: the start of a chat, and every state without one. */
export function EmptyState({ title, heading: Heading = "h2", text, actions = [], primary = false, children }: Props) {
  const styles = useStyles()
  return (
    <div className={styles.state} data-region="">
      <Heading className={styles.title}>{title}</Heading>
      {text && <p className={styles.text}>{text}</p>}
      {actions.length > 0 && (
        <div className={styles.suggestions}>
          {actions.map(({ label, run }) => (
            <Button
              key={label}
              className={styles.suggestion}
              appearance={primary ? "primary" : "outline"}
              onClick={run}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
      {children}
    </div>
  )
}
