import { Button, makeStyles, tokens } from "@fluentui/react-components"
import type { Suggestion } from "../../shared/answer.ts"

const useStyles = makeStyles({
  row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalSNudge },
  button: {
    maxWidth: "100%",
    minWidth: 0,
    minHeight: "32px",
    paddingInline: tokens.spacingHorizontalSNudge,
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    textAlign: "start",
    overflowWrap: "anywhere",
  },
})

interface Props {
  suggestions: readonly Suggestion[]
  disabled: boolean
  onAsk: (question: string) => void
}

/** Questions as buttons: a choice is made with one press, and never typed again. */
export function Suggestions({ suggestions, disabled, onAsk }: Props) {
  const styles = useStyles()
  if (suggestions.length === 0) return null
  return (
    <div className={styles.row} role="group" aria-label="Ask next">
      {suggestions.map(({ label, question }) => (
        <Button
          key={question}
          className={styles.button}
          size="small"
          appearance="outline"
          shape="circular"
          title={label === question ? undefined : question}
          // Not `disabled`: the focus would be lost when an answer begins.
          disabledFocusable={disabled}
          onClick={() => onAsk(question)}
        >
          {label}
        </Button>
      ))}
    </div>
  )
}
