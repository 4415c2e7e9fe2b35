import { Link } from "@fluentui/react-components"
import { EmptyState } from "./EmptyState.tsx"

/** Shown where the pane was opened without Excel around it. */
export function OutsideExcel({ reason }: { reason: "elsewhere" | "no_office" }) {
  if (reason === "no_office")
    return (
      <EmptyState
        title="Office could not be loaded"
        text="The pane needs Microsoft's Office.js, which did not arrive. Check the internet connection or the firewall, then try again."
        primary
        actions={[{ label: "Try again", run: () => window.location.reload() }]}
      />
    )
  return (
    <EmptyState
      title="This is Excel Chat's task pane"
      text="It belongs beside a workbook in Excel, where you ask about the cells you have selected. To try it without Excel, open the playground with its simulated workbook."
    >
      <Link href="/playground">Open the playground</Link>
    </EmptyState>
  )
}
