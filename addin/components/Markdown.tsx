import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components"
import { memo, useMemo } from "react"
import ReactMarkdown, { type Components } from "react-markdown"
import rehypeSanitize, { defaultSchema } from "rehype-sanitize"
import remarkGfm from "remark-gfm"
import { parseCitation } from "../../shared/address.ts"
import type { Proof } from "../../shared/answer.ts"
import { AnswerTable } from "./AnswerTable.tsx"
import { alignNumbers } from "./alignNumbers.ts"
import { htmlAsText } from "./htmlAsText.ts"
import { InlineCitation, type OnCite } from "./Citation.tsx"
import { markFigures } from "./markFigures.ts"
import { ProvenFigure } from "./ProvenFigure.tsx"
import { WebAddress } from "./WebAddress.tsx"

// Nothing is fetched on behalf of a text that a model or a cell wrote: no images, and links are not followed by us.
const schema = {
  ...defaultSchema,
  tagNames: defaultSchema.tagNames?.filter((tag) => tag !== "img" && tag !== "input"),
  protocols: { href: ["http", "https", "mailto", "cell"] },
}

const useStyles = makeStyles({
  text: {
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    overflowWrap: "anywhere",
    "& p": { marginBlock: `0 ${tokens.spacingVerticalS}` },
    "& > :last-child": { marginBlockEnd: 0 },
    "& h1, & h2, & h3, & h4, & h5, & h6": {
      marginBlock: `${tokens.spacingVerticalM} ${tokens.spacingVerticalXS}`,
      fontSize: tokens.fontSizeBase300,
      lineHeight: tokens.lineHeightBase300,
      fontWeight: tokens.fontWeightSemibold,
    },
    "& ul, & ol": { marginBlock: `0 ${tokens.spacingVerticalS}`, paddingInlineStart: tokens.spacingHorizontalXL },
    "& li > p": { margin: 0 },
    "& code": {
      fontFamily: tokens.fontFamilyMonospace,
      fontSize: tokens.fontSizeBase200,
      backgroundColor: tokens.colorNeutralBackground3,
      borderRadius: tokens.borderRadiusSmall,
      paddingInline: tokens.spacingHorizontalXXS,
    },
    "& pre": {
      marginBlock: `0 ${tokens.spacingVerticalS}`,
      padding: tokens.spacingHorizontalS,
      overflowX: "auto",
      backgroundColor: tokens.colorNeutralBackground3,
      borderRadius: tokens.borderRadiusMedium,
    },
    "& pre code": { padding: 0, overflowWrap: "normal" },
    "& blockquote": {
      marginBlock: `0 ${tokens.spacingVerticalS}`,
      marginInline: 0,
      paddingInlineStart: tokens.spacingHorizontalM,
      borderLeft: `2px solid ${tokens.colorNeutralStroke2}`,
      color: tokens.colorNeutralForeground2,
    },
    "& hr": { height: "1px", margin: 0, border: "none", backgroundColor: tokens.colorNeutralStroke2 },
  },
  quiet: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
})

interface Props {
  text: string
  proofs: readonly Proof[]
  unverified: readonly string[]
  quiet: boolean
  onCite: OnCite
}

/** Sanitised markdown of an answer: citations and proven figures are buttons, raw HTML is shown as it is written. Loaded on first use. */
export const Markdown = memo(function Markdown({ text, proofs, unverified, quiet, onCite }: Props) {
  const styles = useStyles()
  const components = useMemo<Components>(
    () => ({
      a: ({ href = "", children, node }) => {
        const target = parseCitation(href)
        const label = node ? plainText(node) : href
        if (target) return <InlineCitation {...target} label={label} onCite={onCite} />
        return /^https?:|^mailto:/i.test(href) ? <WebAddress href={href} label={label} /> : <>{children}</>
      },
      data: ({ value }) => {
        const figure = String(value)
        return (
          <ProvenFigure text={figure} proofs={proofs.filter((proof) => proof.text.trim() === figure)} onCite={onCite} />
        )
      },
      pre: ({ children }) => (
        <pre tabIndex={0} role="group" aria-label="Code">
          {children}
        </pre>
      ),
      table: ({ children, node }) => <AnswerTable rows={node ? rowsOf(node) : 0}>{children}</AnswerTable>,
    }),
    [proofs, onCite],
  )
  const rehypePlugins = useMemo(
    () => [
      [rehypeSanitize, schema] as [typeof rehypeSanitize, typeof schema],
      alignNumbers,
      markFigures(proofs, unverified),
    ],
    [proofs, unverified],
  )
  return (
    <div className={mergeClasses(styles.text, quiet && styles.quiet)}>
      <ReactMarkdown
        remarkPlugins={remarkPlugins}
        rehypePlugins={rehypePlugins}
        components={components}
        urlTransform={sanitizedBelow}
      >
        {text}
      </ReactMarkdown>
    </div>
  )
})

const remarkPlugins = [remarkGfm, htmlAsText]

/** Addresses are judged by the sanitising schema alone: the default would drop citations. */
const sanitizedBelow = (address: string): string => address

interface TextNode {
  tagName?: string
  value?: string
  children?: TextNode[]
}

const plainText = (node: TextNode): string => node.value ?? (node.children ?? []).map(plainText).join("")

/** Rows of a table's body. */
const rowsOf = ({ tagName, children = [] }: TextNode): number =>
  tagName === "tbody"
    ? children.filter((child) => child.tagName === "tr").length
    : children.reduce((sum, child) => sum + rowsOf(child), 0)
