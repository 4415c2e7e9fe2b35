import type { AwkwardSheet } from "./awkwardSheet.ts"

/** Remarks, legends and key figures beside a table. */
export const sideNotes: readonly AwkwardSheet[] = [
  {
    name: "a lone remark beside one of the rows",
    rows: [
      ["Account", "Opened", "Balance"],
      ["Current", "2019", 4_120.55],
      ["Savings", "2021", 15_300, null, null, "interest rate goes down in May"],
      ["Deposit", "2016", 820.1],
      ["Escrow", "2023", 2_000],
    ],
    tables: ["table A1:C5 header 1: Account text, Opened text, Balance decimal"],
    notes: ["F3 interest rate goes down in May"],
  },
  {
    name: "a legend of letters beside a list of members",
    rows: [
      ["No", "Member", "State", "Fee"],
      [1, "Adler", "A", 60, null, "A = active"],
      [2, "Benoît", "P", 30, null, "P = passive"],
      [3, "Czerny", "H", 0, null, "H = honorary"],
      [4, "Dupont", "A", 60],
      [5, "Esposito", "A", 60],
    ],
    tables: ["table A1:D6 header 1: No integer, Member text, State text, Fee integer"],
    notes: ["F2 A = active", "F3 P = passive", "F4 H = honorary"],
  },
  {
    name: "remarks in the margin left of a table",
    rows: [
      [null, null, "Crop", "Area (ha)", "Yield (t)"],
      ["sown late", null, "Barley", 12, 68],
      [null, null, "Rye", 7, 31],
      [null, null, "Oats", 5, 22],
      ["hail in June", null, "Rape", 16, 41],
      [null, null, "Peas", 3, 9],
    ],
    tables: ["table C1:E6 header 1: Crop text, Area (ha) integer ha, Yield (t) integer t"],
    notes: ["A2 sown late", "A5 hail in June"],
  },
  {
    name: "a German reminder beside the sum",
    rows: [
      ["Kostenstelle", "Budget", "Verbraucht"],
      ["Marketing", 48_000, 39_410],
      ["Vertrieb", 61_500, 58_875],
      ["Labor", 23_000, 24_190, null, "über Budget, bitte klären!"],
      ["Summe", 132_500, 122_475, null, "Stand Ende Oktober"],
    ],
    tables: ["table A1:C4 header 1: Kostenstelle text, Budget integer, Verbraucht integer; totals 5"],
    notes: ["E4 über Budget, bitte klären!", "E5 Stand Ende Oktober"],
  },
  {
    name: "exchange rates and their day beside a list of invoices",
    rows: [
      ["Invoice", "Client", "Amount", "Currency", null, null, "Currency", "Rate"],
      ["R-2201", "Moran Ltd", 1_900, "GBP", null, null, "GBP", 1.17],
      ["R-2202", "Ito KK", 350_000, "JPY", null, null, "JPY", 0.0061],
      ["R-2203", "Berg AS", 24_800, "NOK", null, null, "NOK", 0.085],
      ["R-2204", "Moran Ltd", 720, "GBP"],
      ["R-2205", "Fjord AS", 9_150, "NOK", null, null, "rates of 30 June"],
    ],
    tables: [
      "table A1:D6 header 1: Invoice text, Client text, Amount integer, Currency text",
      "table G1:H4 header 1: Currency text, Rate decimal",
    ],
    notes: ["G6 rates of 30 June"],
  },
  {
    name: "key figures with a title beside a log of runs",
    rows: [
      ["Run", "Date", "Distance", "Minutes", null, null, "This month"],
      [1, 45_717, 8.2, 44, null, null, "Runs", 5],
      [2, 45_719, 10, 53, null, null, "Longest", 15.5],
      [3, 45_722, 6.4, 36, null, null, "Shortest", 6.4],
      [4, 45_726, 15.5, 91],
      [5, 45_729, 9.1, 50],
    ],
    formats: ["General", "dd/mm/yyyy"],
    tables: [
      "table A1:D6 header 1: Run integer, Date date, Distance decimal, Minutes integer",
      'key_value G2:H4 "This month" header 0: Column G text, Column H decimal',
    ],
  },
  {
    name: "a French sentence right of the header",
    rows: [
      ["Chambre", "Lits", "Tarif", null, null, "Tarifs valables jusqu'au 30 septembre, taxe de séjour comprise"],
      ["Lavande", 2, 74],
      ["Mimosa", 3, 89],
      ["Olivier", 2, 79],
      ["Romarin", 4, 112],
    ],
    tables: ["table A1:C5 header 1: Chambre text, Lits integer, Tarif integer"],
    notes: ["F1 Tarifs valables jusqu'au 30 septembre, taxe de séjour comprise"],
  },
  {
    name: "an arrow with a hint beside the last row",
    rows: [
      ["Weekly stock count"],
      ["Part", "Counted", "In system", "Difference"],
      ["Gasket 40", 118, 120, -2],
      ["Gasket 60", 64, 64, 0],
      ["Valve 1/2", 31, 29, 2],
      ["Valve 3/4", 12, 17, -5, null, "<- somebody look behind the shelf"],
    ],
    tables: [
      'table A2:D6 "Weekly stock count" header 1: Part text, Counted integer, In system integer, Difference integer',
    ],
    notes: ["F6 <- somebody look behind the shelf"],
  },
  {
    name: "a remark between two tables side by side",
    rows: [
      ["Inbound", "Crates", null, null, null, "Outbound", "Crates"],
      ["Mon", 41, null, null, null, "Mon", 38],
      ["Tue", 27, null, "ramp 2 closed", null, "Tue", 35],
      ["Wed", 55, null, null, null, "Wed", 49],
      ["Thu", 33, null, null, null, "Thu", 30],
    ],
    tables: [
      "table A1:B5 header 1: Inbound text, Crates integer",
      "table F1:G5 header 1: Outbound text, Crates integer",
    ],
    notes: ["D3 ramp 2 closed"],
  },
]
