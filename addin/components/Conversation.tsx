import { makeStyles, tokens } from "@fluentui/react-components"
import { AnswerSkeleton } from "./AnswerText.tsx"
import { isSignedOut } from "./ConnectionNotice.tsx"
import { EmptyState } from "./EmptyState.tsx"
import { IncludeWorkbook } from "./IncludeWorkbook.tsx"
import { MessageList } from "./MessageList.tsx"
import { Notice } from "./Notice.tsx"
import type { PaneProps } from "./paneProps.ts"

const useStyles = makeStyles({ loading: { padding: tokens.spacingHorizontalM } })

interface Props extends PaneProps {
  ask: (question: string) => boolean
  /** Something was asked since the pane was opened: including the workbook is not offered again. */
  asked: boolean
  onWorkbook: () => void
}

/** The turns of the chat, or what stands in their place: why there is none, that it loads, how to begin. */
export function Conversation(props: Props) {
  const { view, suggestions, workbook, ask } = props
  const styles = useStyles()
  if (view.problem) {
    const label = isSignedOut(view.problem.code) ? "Sign in" : "Try again"
    return (
      <EmptyState
        title={problemTitle(view.problem.code)}
        text={view.problem.message}
        primary
        actions={[{ label, run: props.onReconnect }]}
      />
    )
  }
  if (view.loading)
    return (
      <div className={styles.loading} aria-busy="true" aria-label="Loading the chat">
        <AnswerSkeleton />
      </div>
    )
  if (view.turns.length === 0)
    return (
      <EmptyState
        title="What would you like to know?"
        text={props.selection ? undefined : "Select the cells you want to ask about, then ask in your own words."}
        actions={suggestions.map((question) => ({ label: question, run: () => void ask(question) }))}
      >
        {asksToInclude(props) && (
          <IncludeWorkbook
            sheets={workbook.sync.sheets}
            included={false}
            settings={view.settings}
            server={props.server}
            onInclude={workbook.on.include}
            onCancel={workbook.on.decline}
          />
        )}
      </EmptyState>
    )
  const known = new Set(view.turns.map(({ question }) => question.toLowerCase()))
  return (
    <MessageList
      turns={view.turns}
      written={view.settings?.answeredBy === "model"}
      suggestions={suggestions.filter((question) => !known.has(question.toLowerCase()))}
      onAsk={(question) => void ask(question)}
      onCite={props.onCite}
      onAskAgain={props.onAsk}
    >
      {asksToInclude(props) && !props.asked && (
        <Notice
          tone="info"
          text="Answers could use the whole workbook."
          action={{ label: "Choose…", run: props.onWorkbook }}
          onDismiss={workbook.on.decline}
        />
      )}
    </MessageList>
  )
}

/** The person was not asked yet, and it is known what to ask about. */
const asksToInclude = ({ view, workbook: { sync } }: Props): boolean =>
  sync.consent === "undecided" && sync.sheets.length > 0 && !view.problem && !view.loading

function problemTitle(code: string): string {
  if (isSignedOut(code)) return "You are signed out"
  return code === "offline" ? "The server cannot be reached" : "The chat cannot be opened"
}
