import { AppError } from "../../../shared/errors.ts"
import type { RangeAnalysis } from "../../analysis/rangeAnalysis.ts"
import type { ToolContext } from "./tool.ts"

/** Why a tool that asks the selection is not available. */
export const withoutRange = ({ range }: ToolContext): string | undefined =>
  range ? undefined : "No range is selected, so there is nothing to ask. Tell the user to select cells."

/** The selection's analysis. @throws AppError invalid_request when nothing is selected. */
export function selectedRange(context: ToolContext): RangeAnalysis {
  if (context.range) return context.range
  throw new AppError("invalid_request", withoutRange(context) ?? "")
}
