import { Button, makeStyles, tokens } from "@fluentui/react-components"
import { CopyRegular } from "@fluentui/react-icons/svg/copy"
import { copyText } from "./copyAnswer.ts"

const useStyles = makeStyles({
  address: { color: tokens.colorNeutralForeground3, overflowWrap: "anywhere" },
  copy: { minWidth: "32px", minHeight: "32px", marginBlock: "-6px", verticalAlign: "middle" },
})

/** A link from an answer: its address is shown and can be copied, but one click does not lead out of Excel. */
export function WebAddress({ href, label }: { href: string; label: string }) {
  const styles = useStyles()
  return (
    <span>
      {label !== href && `${label} `}
      <span className={styles.address}>{label === href ? href : `(${href})`}</span>
      <Button
        className={styles.copy}
        appearance="transparent"
        size="small"
        icon={<CopyRegular />}
        aria-label={`Copy the address ${href}`}
        onClick={() => void copyText(href)}
      />
    </span>
  )
}
