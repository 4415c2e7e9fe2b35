import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components"
import { isSettled } from "../chat/turn.ts"
import { Composer } from "./Composer.tsx"
import { ComposerTop } from "./ComposerTop.tsx"
import { ConnectionNotice } from "./ConnectionNotice.tsx"
import { Notice } from "./Notice.tsx"
import type { PaneProps } from "./paneProps.ts"

const useStyles = makeStyles({
  footer: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    minWidth: 0,
    padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalM}`,
  },
  // What is behind a panel keeps its draft and its place.
  hidden: { display: "none" },
})

interface Props extends PaneProps {
  hidden: boolean
  /** The selection goes with the next question. */
  attached: boolean
  onAttach: (attached: boolean) => void
  ask: (question: string) => boolean
  onWorkbook: () => void
}

/** The input area: what went wrong, and the box for the question with what is sent with it. */
export function PaneFooter(props: Props) {
  const { view } = props
  const styles = useStyles()
  return (
    <footer className={mergeClasses(styles.footer, props.hidden && styles.hidden)} data-region="">
      <FooterNotices {...props} />
      <Composer
        running={view.turns.some((turn) => !isSettled(turn))}
        enabled={!view.loading && !view.problem}
        asked={view.turns.map((turn) => turn.question)}
        onAsk={props.ask}
        onStop={props.onStop}
      >
        <ComposerTop {...props} />
      </Composer>
    </footer>
  )
}

function FooterNotices(props: Props) {
  const { view, complaint, onDismissComplaint } = props
  return (
    <>
      {!view.problem && (
        <ConnectionNotice
          connection={view.connection}
          onReconnect={props.onReconnect}
          onNewChat={props.onNewChat}
          onReload={props.onReload}
        />
      )}
      {complaint !== null && <Notice tone="error" text={complaint} onDismiss={onDismissComplaint} />}
    </>
  )
}
