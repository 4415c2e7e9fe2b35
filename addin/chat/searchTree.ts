import type { MapNode } from "./mapTree.ts"

export interface FoundNodes {
  /** Nodes that match, with all that stands above and below them. */
  readonly nodes: readonly MapNode[]
  /** Ids of the nodes to unfold, so that every match is seen. */
  readonly open: readonly string[]
  readonly matches: number
}

/** The part of a tree whose labels hold every word, without regard to case and accents. */
export function searchTree(nodes: readonly MapNode[], text: string): FoundNodes {
  const words = folded(text).split(/\s+/u).filter(Boolean)
  const open: string[] = []
  let matches = 0
  const keep = (node: MapNode): MapNode | undefined => {
    const label = folded(node.label)
    const hit = words.every((word) => label.includes(word))
    if (hit) matches++
    const children = node.children.flatMap((child) => keep(child) ?? [])
    if (children.length > 0) open.push(node.id)
    if (children.length > 0) return { ...node, children: hit ? node.children : children }
    return hit ? node : undefined
  }
  return { nodes: nodes.flatMap((node) => keep(node) ?? []), open, matches }
}

const folded = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
