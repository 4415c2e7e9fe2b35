import { Tree, TreeItem, TreeItemLayout, makeStyles, tokens } from "@fluentui/react-components"
import { ColumnTripleRegular } from "@fluentui/react-icons/svg/column-triple"
import { DataBarVerticalRegular } from "@fluentui/react-icons/svg/data-bar-vertical"
import { InfoRegular } from "@fluentui/react-icons/svg/info"
import { MathFormulaRegular } from "@fluentui/react-icons/svg/math-formula"
import { NoteRegular } from "@fluentui/react-icons/svg/note"
import { PivotRegular } from "@fluentui/react-icons/svg/pivot"
import { TableRegular } from "@fluentui/react-icons/svg/table"
import { TableSimpleRegular } from "@fluentui/react-icons/svg/table-simple"
import { TagRegular } from "@fluentui/react-icons/svg/tag"
import { TextDescriptionRegular } from "@fluentui/react-icons/svg/text-description"
import { useMemo, useState, type ReactNode } from "react"
import { qualify } from "../../shared/address.ts"
import type { MapNode, MapNodeKind, MapTarget } from "../chat/mapTree.ts"

const useStyles = makeStyles({
  tree: { minWidth: 0 },
  row: {
    minHeight: "32px",
    height: "auto",
    paddingBlock: tokens.spacingVerticalXXS,
    paddingInlineEnd: tokens.spacingHorizontalXS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    // In high contrast the colour behind a hovered row is a strong one.
    ":hover span": { color: "inherit" },
    // Levels are 24 px apart by default, which leaves a narrow pane no room for words.
    "& .fui-TreeItemLayout__expandIcon": { minWidth: "20px" },
  },
  label: { overflowWrap: "anywhere" },
  detail: { color: tokens.colorNeutralForeground3, overflowWrap: "anywhere" },
  state: { display: "block", color: tokens.colorNeutralForeground3 },
})

const icons: Record<MapNodeKind, React.ComponentType | undefined> = {
  sheet: TableSimpleRegular,
  table: TableRegular,
  column: ColumnTripleRegular,
  formula: MathFormulaRegular,
  name: TagRegular,
  text: TextDescriptionRegular,
  chart: DataBarVerticalRegular,
  pivot: PivotRegular,
  note: InfoRegular,
  group: NoteRegular,
}

/** Children of one node that are shown before more are asked for. */
const page = 100

interface Props {
  /** Names the tree for screen readers. */
  label: string
  nodes: readonly MapNode[]
  /** Ids of the nodes that are unfolded; left out, the person folds and unfolds. */
  open?: readonly string[] | undefined
  /** A further line for some nodes, by their ids: how fresh a sheet is. */
  states?: ReadonlyMap<string, string>
  /** Shows the cells; left out where they are in no open workbook. */
  onJump?: (target: MapTarget) => void
}

/** What is known of a workbook. A click or Enter shows the cells of a line, → unfolds it. */
export function MapTree({ label, nodes, open: given, states, onJump }: Props) {
  const styles = useStyles()
  const [unfolded, setUnfolded] = useState<ReadonlySet<unknown>>(new Set())
  const [limits, setLimits] = useState<ReadonlyMap<string, number>>(new Map())
  const open = given ? new Set<unknown>(given) : unfolded
  const targets = useMemo(() => targetsOf(nodes), [nodes])

  const rows = (parent: string, children: readonly MapNode[]): ReactNode[] => {
    const shown = limits.get(parent) ?? page
    const items = children.slice(0, shown).map((node) => row(node))
    const rest = children.length - shown
    if (rest > 0)
      items.push(
        <TreeItem
          key="more"
          itemType="leaf"
          value={`${parent} more`}
          onClick={() => setLimits(new Map([...limits, [parent, shown + page]]))}
        >
          <TreeItemLayout className={styles.row}>
            <span className={styles.detail}>{`${rest.toLocaleString()} more: show ${Math.min(rest, page)}`}</span>
          </TreeItemLayout>
        </TreeItem>,
      )
    return items
  }
  const row = (node: MapNode): ReactNode => {
    const { id, kind, target, children } = node
    const Icon = icons[kind]
    const state = states?.get(id)
    const jumps = onJump && target
    return (
      <TreeItem
        key={id}
        value={id}
        itemType={children.length > 0 ? "branch" : "leaf"}
        title={jumps ? `Show ${qualify(target.sheet, target.address)}` : undefined}
        onClick={children.length === 0 && jumps ? () => onJump(target) : undefined}
      >
        <TreeItemLayout className={styles.row} iconBefore={Icon && <Icon />}>
          <span className={styles.label}>{node.label}</span> <span className={styles.detail}>{node.detail}</span>
          {state !== undefined && <span className={styles.state}>{state}</span>}
        </TreeItemLayout>
        {children.length > 0 && <Tree>{open.has(id) ? rows(id, children) : null}</Tree>}
      </TreeItem>
    )
  }

  return (
    <Tree
      className={styles.tree}
      aria-label={label}
      size="small"
      openItems={[...open] as string[]}
      onOpenChange={(_event, { type, value, openItems }) => {
        const target = targets.get(value)
        // A line that stands for cells shows them; its arrow, → and ← unfold and fold it.
        if ((type === "Click" || type === "Enter") && target && onJump) onJump(target)
        else if (!given) setUnfolded(openItems)
      }}
    >
      {rows("", nodes)}
    </Tree>
  )
}

function targetsOf(nodes: readonly MapNode[]): ReadonlyMap<unknown, MapTarget> {
  const targets = new Map<unknown, MapTarget>()
  const add = (node: MapNode): void => {
    if (node.target && node.children.length > 0) targets.set(node.id, node.target)
    node.children.forEach(add)
  }
  nodes.forEach(add)
  return targets
}
