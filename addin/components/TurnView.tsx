import { makeStyles, tokens } from "@fluentui/react-components"
import { memo } from "react"
import { Answer, type AnswerProps } from "./Answer.tsx"

const useStyles = makeStyles({
  turn: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  question: {
    alignSelf: "flex-end",
    maxWidth: "88%",
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusXLarge,
    borderEndEndRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    border: `1px solid ${tokens.colorTransparentStroke}`,
  },
})

interface Props extends AnswerProps {
  /** Its place in the conversation, from one. */
  position: number
}

/** A question and its answer. Memoised: a finished turn costs nothing while the next one streams. */
export const TurnView = memo(function TurnView({ position, ...props }: Props) {
  const styles = useStyles()
  return (
    <article className={styles.turn} aria-label={`Question ${position}`}>
      <div className={styles.question} dir="auto">
        {props.turn.question}
      </div>
      <Answer {...props} />
    </article>
  )
})
