import { Link, makeStyles } from "@fluentui/react-components"
import { EmptyState } from "./EmptyState.tsx"

const useStyles = makeStyles({
  page: {
    display: "grid",
    alignContent: "center",
    justifyContent: "center",
    height: "100%",
    maxWidth: "480px",
    marginInline: "auto",
  },
})

/** Shown where the pane was opened without Excel around it. */
export function OutsideExcel({ reason, playground }: { reason: "elsewhere" | "no_office"; playground: boolean }) {
  return (
    <main className={useStyles().page}>
      {reason === "no_office" ? <NoOffice /> : <Elsewhere playground={playground} />}
    </main>
  )
}

const NoOffice = () => (
  <EmptyState
    heading="h1"
    title="Office could not be loaded"
    text="The pane needs Microsoft's Office.js, which did not arrive. Check the internet connection or the firewall, then try again."
    primary
    actions={[{ label: "Try again", run: () => window.location.reload() }]}
  />
)

const Elsewhere = ({ playground }: { playground: boolean }) => (
  <EmptyState
    heading="h1"
    title="This is Excel Chat's task pane"
    text={`It belongs beside a workbook in Excel, where you ask about the cells you have selected.${playground ? " To try it without Excel, open the playground with its simulated workbook." : ""}`}
  >
    {playground && <Link href="/playground">Open the playground</Link>}
  </EmptyState>
)
