import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components"
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss"
import { ErrorCircleRegular } from "@fluentui/react-icons/svg/error-circle"
import { InfoRegular } from "@fluentui/react-icons/svg/info"
import { WarningRegular } from "@fluentui/react-icons/svg/warning"

const useStyles = makeStyles({
  notice: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  warning: {
    backgroundColor: tokens.colorStatusWarningBackground1,
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
  },
  error: {
    backgroundColor: tokens.colorStatusDangerBackground1,
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
  },
  icon: { flexShrink: 0, fontSize: "16px" },
  warningIcon: { color: tokens.colorStatusWarningForeground3 },
  errorIcon: { color: tokens.colorStatusDangerForeground1 },
  text: { flex: "1 1 140px", minWidth: 0, paddingBlock: tokens.spacingVerticalXS, overflowWrap: "anywhere" },
  action: { flexShrink: 0, minHeight: "32px" },
})

const icons = { info: InfoRegular, warning: WarningRegular, error: ErrorCircleRegular }

export interface NoticeAction {
  label: string
  run: () => void
}

interface Props {
  tone: "info" | "warning" | "error"
  text: string
  action?: NoticeAction | undefined
  onDismiss?: () => void
}

/** One sentence about what happened or is so, with the button that does something about it. */
export function Notice({ tone, text, action, onDismiss }: Props) {
  const styles = useStyles()
  const Icon = icons[tone]
  return (
    <div
      role={tone === "info" ? "status" : "alert"}
      className={mergeClasses(styles.notice, tone === "warning" && styles.warning, tone === "error" && styles.error)}
    >
      <Icon
        aria-hidden
        className={mergeClasses(
          styles.icon,
          tone === "warning" && styles.warningIcon,
          tone === "error" && styles.errorIcon,
        )}
      />
      <span className={styles.text}>{text}</span>
      {action && (
        <Button className={styles.action} size="small" onClick={action.run}>
          {action.label}
        </Button>
      )}
      {onDismiss && (
        <Button
          className={styles.action}
          size="small"
          appearance="transparent"
          icon={<DismissRegular />}
          aria-label="Dismiss"
          onClick={onDismiss}
        />
      )}
    </div>
  )
}
