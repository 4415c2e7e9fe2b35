import type { FoundKnowledge, KnowledgeQuery, KnowledgeResults } from "../../shared/knowledge.ts"
import { limits } from "../../shared/limits.ts"
import type { Owner } from "../auth/owner.ts"
import type { Knowledge } from "./knowledge.ts"
import type { SearchedWorkbook } from "./search/searchedWorkbook.ts"

/** What fits a query best in some workbooks of one owner. @throws AppError storage_unavailable, cancelled. */
export async function searchWorkbooks(
  knowledge: Pick<Knowledge, "search">,
  { owner, workbooks: all }: { readonly owner: Owner; readonly workbooks: readonly SearchedWorkbook[] },
  { query, filters, maxResults, similarityThreshold: threshold }: KnowledgeQuery,
  signal: AbortSignal,
): Promise<KnowledgeResults> {
  const startedAt = performance.now()
  const ids = [filters.workbookIds, filters.fileIds, filters.collectionIds].filter((list) => list !== undefined)
  const chosen = new Map(
    all
      .filter(({ workbookId }) => ids.length === 0 || ids.some((list) => list.includes(workbookId)))
      .map((workbook) => [workbook.workbookId, workbook]),
  )
  const named = filters.sheets && new Set(filters.sheets)
  const workbooks = [...chosen.values()].flatMap(({ workbookId, sheets }) => {
    const names = [...sheets.keys()].filter((name) => named?.has(name) ?? true)
    return names.length > 0 ? [{ workbookId, sheets: names }] : []
  })
  const options = { limit: limits.searchResults, chunkTypes: filters.chunkTypes, threshold }
  const found = await knowledge.search({ owner, workbooks }, query, options, signal)
  const results = found.slice(0, maxResults).map((chunk): FoundKnowledge => {
    const { workbookId, sheet, content, score, address, table, snippet, revision } = chunk
    const workbook = chosen.get(workbookId)
    return {
      content,
      score,
      sheet,
      address,
      chunkType: chunk.type,
      table,
      snippet: { text: snippet.text, marks: snippet.marks.map(([from, to]) => [from, to]) },
      workbookId,
      workbookName: workbook?.name ?? "",
      source: workbook?.source ?? "pane",
      outdated: revision !== workbook?.sheets.get(sheet),
    }
  })
  return { results, totalCount: found.length, queryTimeMs: Math.round((performance.now() - startedAt) * 10) / 10 }
}
