import {
  Button,
  makeStyles,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
} from "@fluentui/react-components"
import { DarkTheme20Regular } from "@fluentui/react-icons/svg/dark-theme"
import { PersonCircle20Regular } from "@fluentui/react-icons/svg/person-circle"
import { PersonProhibited20Regular } from "@fluentui/react-icons/svg/person-prohibited"
import { TableSimple20Filled } from "@fluentui/react-icons/svg/table-simple"
import type { ThemeName } from "./theme.ts"

const useStyles = makeStyles({
  bar: {
    display: "flex",
    alignItems: "center",
    columnGap: "10px",
    height: "44px",
    flexShrink: 0,
    padding: "0 8px 0 14px",
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    borderBottom: `1px solid ${tokens.colorTransparentStroke}`,
  },
  file: {
    minWidth: 0,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  note: {
    minWidth: "24px",
    padding: "2px 8px",
    border: "1px solid currentColor",
    borderRadius: tokens.borderRadiusCircular,
    overflow: "hidden",
    whiteSpace: "nowrap",
    textOverflow: "ellipsis",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  space: { flexGrow: 1 },
  button: {
    color: "inherit",
    flexShrink: 0,
    fontWeight: tokens.fontWeightRegular,
    ":hover": { color: tokens.colorNeutralForegroundOnBrand, backgroundColor: tokens.colorBrandBackgroundHover },
    ":hover:active": {
      color: tokens.colorNeutralForegroundOnBrand,
      backgroundColor: tokens.colorBrandBackgroundPressed,
    },
    "& .fui-Button__icon": { color: "inherit" },
    ":hover .fui-Button__icon": { color: "inherit" },
  },
  user: { maxWidth: "180px", overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
})

const note = "Simulated Excel — for trying and testing"

const labels: Record<ThemeName, string> = { light: "Light", dark: "Dark", contrast: "High contrast" }

/** File name, what this page is, theme, and who is signed in. */
export function TopBar(props: {
  fileName: string
  theme: ThemeName
  onTheme: (theme: ThemeName) => void
  user: string
  signedIn: boolean
  onSignedIn: (signedIn: boolean) => void
  narrow: boolean
}) {
  const { fileName, theme, onTheme, user, signedIn, onSignedIn, narrow } = props
  const styles = useStyles()
  const account = signedIn ? user : "Signed out"
  return (
    <header className={styles.bar} data-region="title">
      <TableSimple20Filled aria-hidden />
      <h1 className={styles.file} data-testid="file-name">
        {fileName}
      </h1>
      <span className={styles.note} title={note}>
        {note}
      </span>
      <span className={styles.space} />
      <Menu
        checkedValues={{ theme: [theme] }}
        onCheckedValueChange={(_, { checkedItems }) => onTheme(checkedItems[0] as ThemeName)}
      >
        <MenuTrigger disableButtonEnhancement>
          <Button
            className={styles.button}
            appearance="transparent"
            icon={<DarkTheme20Regular />}
            aria-label={`Theme: ${labels[theme]}`}
            title="Theme"
          >
            {narrow ? undefined : labels[theme]}
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {(Object.keys(labels) as ThemeName[]).map((name) => (
              <MenuItemRadio key={name} name="theme" value={name}>
                {labels[name]}
              </MenuItemRadio>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button
            className={styles.button}
            appearance="transparent"
            icon={signedIn ? <PersonCircle20Regular /> : <PersonProhibited20Regular />}
            aria-label={`Account: ${account}`}
            title={account}
            data-testid="account"
          >
            {narrow ? undefined : <span className={styles.user}>{account}</span>}
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuGroup>
              <MenuGroupHeader>{signedIn ? `Signed in to Office as ${user}` : "Signed out of Office"}</MenuGroupHeader>
              <MenuDivider />
              <MenuItem onClick={() => onSignedIn(!signedIn)}>{signedIn ? "Sign out" : `Sign in as ${user}`}</MenuItem>
            </MenuGroup>
          </MenuList>
        </MenuPopover>
      </Menu>
    </header>
  )
}
