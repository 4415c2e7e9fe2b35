import { AppError } from "../../../shared/errors.ts"
import { nodeAt, nodesIn, textAt, type SqlNode } from "./sqlNode.ts"

/** Functions that give rows and read nothing but their arguments. */
const rowFunctions = new Set(["unnest", "range", "generate_series"])

/** Functions that tell of the database instead of the workbook, or change it. */
const foreignFunction =
  /^(pg_|duckdb_|pragma_|has_\w*privilege|current_(setting|user|role|database|schemas?|catalog|quer|connection|transaction)|session_user$|user$|version$|getenv$|getvariable$|nextval$|currval$|setseed$|txid_|in_search_path$|col_description$|obj_description$|shobj_description$|json_(de)?serialize|json_execute|write_log$|query(_table)?$|read_|parse_duckdb|get_block_size$|is_histogram|sleep)/i

/**
 * Everything that a statement could reach beyond the tables it names: files, settings, the database itself.
 * DuckDB is locked against it as well; this says why. @throws AppError invalid_request.
 */
export function refuseUnsafe(statement: SqlNode): void {
  for (const node of nodesIn(statement)) {
    const why = unsafe(node)
    if (why !== undefined) throw new AppError("invalid_request", `The SQL cannot be run: ${why}.`)
  }
}

/** Why a part of a statement is refused. */
function unsafe(node: SqlNode): string | undefined {
  switch (node["type"]) {
    case "TABLE_FUNCTION": {
      const name = textAt(nodeAt(node, "function") ?? {}, "function_name")
      if (rowFunctions.has(name.toLowerCase())) return undefined
      return `${name}() cannot be used here: only the workbook's tables can be read`
    }
    case "SHOW_REF":
      return "SHOW, DESCRIBE and SUMMARIZE cannot be used here: the workbook's map lists tables and columns"
    case "PARAMETER":
    case "VALUE_PARAMETER":
      return "parameters such as ? or $1 cannot be used here: write the value itself"
    case "JOIN":
      // It would join by the row number as well.
      return node["ref_type"] === "NATURAL"
        ? "NATURAL JOIN cannot be used here: write JOIN … USING (column)"
        : undefined
    case "COLUMN_REF":
      return foreignColumn(node)
    default: {
      const name = textAt(node, "function_name")
      return foreignFunction.test(name) ? `the function ${name} cannot be used here` : undefined
    }
  }
}

function foreignColumn(node: SqlNode): string | undefined {
  const names = node["column_names"]
  const name: unknown = Array.isArray(names) && names.length === 1 ? names[0] : undefined
  if (typeof name !== "string" || !/^(current_(user|role|catalog|schema)|session_user)$/i.test(name)) return undefined
  return `${name} cannot be used here`
}
