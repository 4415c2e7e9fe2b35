import { columnLetter } from "../../../shared/address.ts"
import type { MapTable } from "../../../shared/workbookMap.ts"
import { buildTable } from "../buildTable.ts"
import type { Grid } from "../grid.ts"
import type { TableFrame } from "../tableFrame.ts"

interface Known {
  readonly kind: MapTable["kind"]
  /** Excel's own. */
  readonly name: string | null
  readonly definedBy: MapTable["definedBy"]
}

/** What the map says of a table; title, units and the names of tables without one of their own follow from the whole sheet. */
export function mapTable(grid: Grid, frame: TableFrame, { kind, name, definedBy }: Known): MapTable {
  const { shape } = buildTable(grid, frame)
  return {
    name: name ?? "",
    title: null,
    kind,
    address: shape.tableAddress,
    headerSize: frame.header.headerRows,
    rowCount: shape.rowCount,
    columns: shape.columns.map((column) => ({
      name: column.name,
      letter: column.letter,
      kind: column.kind,
      unit: column.unit,
      format: column.format,
      address: column.address,
    })),
    totals: shape.totalsRows.map((row) => (grid.isTurned ? columnLetter(row - 1) : String(row))),
    subtotals: shape.subtotalRows.map(String),
    sections: shape.sections.map(({ row, title }) => ({ place: String(row), title })),
    definedBy,
  }
}
