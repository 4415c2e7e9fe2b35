import { Popover, PopoverSurface, PopoverTrigger, makeStyles, tokens } from "@fluentui/react-components"
import type { Proof } from "../../shared/answer.ts"
import { Citation, type OnCite } from "./Citation.tsx"

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
  surface: { maxWidth: "min(280px, calc(100vw - 24px))", padding: tokens.spacingHorizontalM },
  proof: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS, fontSize: tokens.fontSizeBase200 },
  label: { color: tokens.colorNeutralForeground3 },
  operation: { overflowWrap: "anywhere" },
  ranges: { display: "flex", flexWrap: "wrap" },
  unverified: {
    textDecorationLine: "underline",
    textDecorationStyle: "wavy",
    textDecorationColor: tokens.colorPaletteDarkOrangeForeground1,
    textUnderlineOffset: "3px",
  },
  badge: {
    marginInlineStart: tokens.spacingHorizontalXXS,
    paddingInline: tokens.spacingHorizontalXXS,
    fontSize: tokens.fontSizeBase100,
    color: tokens.colorPaletteDarkOrangeForeground1,
    whiteSpace: "nowrap",
  },
})

/** A figure of an answer: with proofs a button that shows how it was computed and from which cells, else marked as unverified. */
export function ProvenFigure({ text, proofs, onCite }: { text: string; proofs: readonly Proof[]; onCite: OnCite }) {
  const styles = useStyles()
  if (proofs.length === 0)
    return (
      <>
        <span className={styles.unverified}>{text}</span>
        <span
          className={styles.badge}
          title="No computation in this answer gave this figure. Check it before you use it."
        >
          unverified
        </span>
      </>
    )
  return (
    <Popover withArrow positioning={{ position: "below", align: "center" }} trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <button type="button" className={styles.figure} aria-label={`${text}: show how it was computed`}>
          {text}
        </button>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={`How ${text} was computed`}>
        {proofs.map((proof, index) => (
          <div key={index} className={styles.proof}>
            <span className={styles.label}>Computed exactly</span>
            <span className={styles.operation}>
              {proof.operation} = <strong>{typeof proof.value === "number" ? exact(proof.value) : proof.value}</strong>
            </span>
            <div className={styles.ranges}>
              {proof.ranges.map((range) => (
                <Citation key={`${range.sheet}!${range.address}`} {...range} onCite={onCite} />
              ))}
            </div>
          </div>
        ))}
      </PopoverSurface>
    </Popover>
  )
}

/** All digits of a number, in the reader's own notation. */
const exact = (value: number): string => value.toLocaleString(undefined, { maximumSignificantDigits: 15 })
