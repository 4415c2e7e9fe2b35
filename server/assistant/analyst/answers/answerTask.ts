import type { Answering, Context } from "../reading/draft.ts"
import { answerChange } from "./change.ts"
import { answerCompare, answerCompareColumns, answerShare } from "./comparisons.ts"
import { answerDistinct, answerHaving } from "./distinct.ts"
import { answerFigures } from "./figures.ts"
import { answerMeanOfGroups } from "./meanOfGroups.ts"
import { answerColumns, answerCorrelation, answerDescribe, answerPercentile } from "./overview.ts"
import { answerErrors } from "./errors.ts"
import { answerDuplicates, answerMissing, answerOutliers } from "./quality.ts"
import { answerExtreme, answerRank } from "./rankings.ts"
import { answerRatio } from "./ratio.ts"
import { answerRows } from "./rows.ts"

/** Computes what the plan asks for. @throws AppError as `RangeAnalysis.query` does. */
export async function* answerTask(context: Context): Answering {
  const { task } = context.plan
  switch (task.kind) {
    case "figures":
      return yield* answerFigures(context, task)
    case "mean_of_groups":
      return yield* answerMeanOfGroups(context, task)
    case "distinct":
      return yield* answerDistinct(context, task)
    case "having":
      return yield* answerHaving(context, task)
    case "rank":
      return yield* answerRank(context, task)
    case "extreme":
      return yield* answerExtreme(context, task)
    case "compare":
      return yield* answerCompare(context, task)
    case "compare_columns":
      return yield* answerCompareColumns(context, task)
    case "share":
      return yield* answerShare(context, task)
    case "change":
      return yield* answerChange(context, task)
    case "ratio":
      return yield* answerRatio(context, task)
    case "rows":
      return yield* answerRows(context, task)
    case "percentile":
      return yield* answerPercentile(context, task)
    case "errors":
      return answerErrors(context, task)
    case "missing":
      return yield* answerMissing(context, task)
    case "duplicates":
      return yield* answerDuplicates(context, task)
    case "outliers":
      return answerOutliers(context, task)
    case "correlation":
      return answerCorrelation(context, task)
    case "describe":
      return answerDescribe(context, task)
    case "columns":
      return answerColumns(context)
    case "decline":
      throw new Error("a declined question has no answer to compute")
  }
}
