import type { Nodes, Root } from "mdast"

/** A remark plugin that shows raw HTML as it is written instead of dropping it: a cell may contain `<none>`. */
export const htmlAsText = () => (root: Root) => visit(root)

function visit(node: Nodes): void {
  if (!("children" in node)) return
  node.children.forEach((child, index) => {
    if (child.type === "html") node.children[index] = { type: "text", value: child.value }
    else visit(child)
  })
}
