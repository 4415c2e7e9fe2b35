import { makeStyles, tokens } from "@fluentui/react-components"
import type { Proof } from "../../shared/answer.ts"
import { distinctProofs } from "../chat/distinctProofs.ts"
import { Citation, type OnCite } from "./Citation.tsx"
import { Flyout } from "./Flyout.tsx"

const useStyles = makeStyles({
  figure: {
    display: "inline",
    padding: 0,
    border: "none",
    backgroundColor: "transparent",
    color: "inherit",
    font: "inherit",
    fontVariantNumeric: "tabular-nums",
    textDecorationLine: "underline",
    textDecorationStyle: "dotted",
    textDecorationColor: tokens.colorNeutralStrokeAccessible,
    textUnderlineOffset: "3px",
    cursor: "pointer",
    borderRadius: tokens.borderRadiusSmall,
    ":hover": { textDecorationColor: tokens.colorBrandForeground1, color: tokens.colorBrandForeground1 },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "1px" },
  },
  proof: { display: "block", ":not(:last-child)": { marginBottom: tokens.spacingVerticalM } },
  label: { display: "block", color: tokens.colorNeutralForeground3 },
  ranges: { display: "flex", flexWrap: "wrap", marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalXS})` },
  unverified: {
    textDecorationLine: "underline",
    textDecorationStyle: "wavy",
    textDecorationColor: tokens.colorPaletteDarkOrangeForeground1,
    textUnderlineOffset: "3px",
  },
  badge: {
    paddingInlineEnd: tokens.spacingHorizontalXXS,
    fontSize: tokens.fontSizeBase100,
    color: tokens.colorPaletteDarkOrangeForeground1,
    whiteSpace: "nowrap",
  },
})

interface Props {
  text: string
  proofs: readonly Proof[]
  onCite: OnCite
}

/** A figure of an answer: with proofs a button that shows how it was computed and from which cells, else marked as unverified. */
export function ProvenFigure({ text, proofs, onCite }: Props) {
  const styles = useStyles()
  if (proofs.length === 0)
    return (
      <span title="No computation in this answer gave this figure. Check it before you use it.">
        <span className={styles.unverified}>{text}</span> <span className={styles.badge}>unverified</span>
      </span>
    )
  return (
    <Flyout className={styles.figure} button={text} title={`How ${text} was computed`}>
      {distinctProofs(proofs).map((proof, index) => (
        <span key={index} className={styles.proof}>
          <span className={styles.label}>Computed exactly</span>
          {proof.operation} = <strong>{typeof proof.value === "number" ? exact(proof.value) : proof.value}</strong>
          <span className={styles.ranges}>
            {proof.ranges.map((range) => (
              <Citation key={`${range.sheet}!${range.address}`} {...range} onCite={onCite} />
            ))}
          </span>
        </span>
      ))}
    </Flyout>
  )
}

/** All digits of a number, in the reader's own notation. */
const exact = (value: number): string => value.toLocaleString(undefined, { maximumSignificantDigits: 15 })
