import { AppError } from "../../../shared/errors.ts"
import { foldText } from "../../tables/cellText.ts"
import { bareName, nearestName } from "../../tables/nearestName.ts"
import { textAt, type SqlNode } from "./sqlNode.ts"

const namesShown = 40

/**
 * Which of the tables a place in a statement names: without case, else without spaces and punctuation when only one is so called.
 * @throws AppError invalid_request that says which tables there are.
 */
export function tableNamed(reference: SqlNode, names: readonly string[]): string {
  const written = [textAt(reference, "catalog_name"), textAt(reference, "schema_name"), textAt(reference, "table_name")]
  const name = written.filter((part) => part !== "").join(".")
  const exact = names.find((candidate) => foldText(candidate) === foldText(name))
  if (exact !== undefined) return exact
  const alike = names.filter((candidate) => bareName(candidate) !== "" && bareName(candidate) === bareName(name))
  if (alike.length === 1 && alike[0] !== undefined) return alike[0]
  const near = nearestName(name, names)
  const more = names.length - namesShown
  const shown = names.slice(0, namesShown).join(", ") + (more > 0 ? ` and ${more} more` : "")
  throw new AppError(
    "invalid_request",
    `There is no table ${name.slice(0, 100)}${near === undefined ? "." : `; did you mean ${near}?`} ${names.length === 0 ? "There are no tables." : `Tables: ${shown}.`}`,
  )
}
