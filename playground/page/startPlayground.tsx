import type { Root } from "react-dom/client"
import { makeSample } from "../sample/makeSample.ts"
import { startCalculation } from "./calculationEngine.ts"
import type { PageParameters } from "./pageParameters.ts"
import { PlaygroundPage } from "./PlaygroundPage.tsx"

/** Shows the sample workbook. The calculation engine comes first, as the sample's formulas need it; without it they stay unknown. */
export async function startPlayground(root: Root, parameters: PageParameters): Promise<void> {
  let failure: string | undefined
  try {
    await startCalculation()
  } catch (error) {
    console.error(error) // eslint-disable-line no-console -- the page says it in a sentence, the console why
    failure = "The calculation engine did not load, so formulas are not recalculated. Reload the page to try again."
  }
  root.render(<PlaygroundPage first={makeSample()} parameters={parameters} failure={failure} />)
}
