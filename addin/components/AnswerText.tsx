import { Skeleton, SkeletonItem, makeStyles, tokens } from "@fluentui/react-components"
import { Suspense, lazy, useDeferredValue, useMemo } from "react"
import type { AnswerSummary } from "../../shared/answer.ts"
import { splitMarkdown, withoutPartialLink } from "../chat/splitMarkdown.ts"
import type { OnCite } from "./Citation.tsx"

const Markdown = lazy(async () => ({ default: (await import("./Markdown.tsx")).Markdown }))

/** Fetches the markdown renderer ahead of the first answer. */
export const preloadMarkdown = (): void => void import("./Markdown.tsx")

const useStyles = makeStyles({
  blocks: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  lines: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    paddingBlock: tokens.spacingVerticalXS,
  },
})

interface Props {
  /** Markdown. */
  text: string
  /** More of it may come. */
  growing: boolean
  /** Proves its figures. */
  summary: AnswerSummary | null
  /** Smaller and greyer: what stands behind an answer. */
  quiet?: boolean
  onCite: OnCite
}

/** The text of an answer as far as it has come. Only its last block is parsed again when more arrives. */
export function AnswerText({ text: newest, growing, summary, quiet = false, onCite }: Props) {
  const styles = useStyles()
  // A long table takes longer to draw than the next chunk takes to come: drawing then skips to the newest text.
  const text = useDeferredValue(newest)
  const blocks = useMemo(() => splitMarkdown(growing ? withoutPartialLink(text) : text), [text, growing])
  const proofs = summary?.proofs ?? none
  const unverified = summary?.unverified ?? none
  return (
    <Suspense fallback={<AnswerSkeleton />}>
      <div className={styles.blocks}>
        {blocks.map((block, index) => (
          <Markdown key={index} text={block} proofs={proofs} unverified={unverified} quiet={quiet} onCite={onCite} />
        ))}
      </div>
    </Suspense>
  )
}

const none: readonly never[] = []

/** Stands where an answer will be. */
export function AnswerSkeleton() {
  const styles = useStyles()
  return (
    <Skeleton className={styles.lines} aria-hidden>
      <SkeletonItem size={12} style={{ width: "85%" }} />
      <SkeletonItem size={12} style={{ width: "60%" }} />
    </Skeleton>
  )
}
