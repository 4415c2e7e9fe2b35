import type { AwkwardSheet } from "./awkwardSheet.ts"

const [euro, dollar, percent, day] = ['#,##0.00 "€"', "$#,##0", "0.0%", "dd.mm.yyyy"]

/** Names with values that have a format each, percentages among amounts. */
export const names: readonly AwkwardSheet[] = [
  {
    name: "assumptions of a plan, a format each",
    rows: [
      ["Base revenue", 25_000_000],
      ["Growth", 0.085],
      ["Tax rate", 0.21],
      ["Employees", 143],
      ["First year", 2026],
    ],
    cellFormats: [
      [null, "#,##0"],
      [null, percent],
      [null, percent],
      [null, "0"],
      [null, "0"],
    ],
    tables: ["key_value A1:B5 header 0: Column A text, Column B mixed"],
  },
  {
    name: "a loan in German with dates, a rate and amounts",
    rows: [
      ["Darlehen Nr. 2"],
      ["Darlehenssumme", 185_000],
      ["Sollzins", 0.0365],
      ["Auszahlung", 45_323],
      ["Rate im Monat", 948.2],
      ["Bank", "Sparkasse Lörrach"],
    ],
    cellFormats: [[], [null, euro], [null, "0.00%"], [null, day], [null, euro]],
    tables: ['key_value A2:B6 "Darlehen Nr. 2" header 0: Column A text, Column B mixed'],
  },
  {
    name: "key figures against targets, a format for each row",
    rows: [
      ["KPI", "Target", "Actual"],
      ["Revenue", 4_200_000, 4_031_250],
      ["Gross margin", 0.38, 0.402],
      ["Churn", 0.05, 0.061],
      ["New customers", 310, 287],
      ["Average order", 145, 152],
    ],
    cellFormats: [
      [],
      [null, dollar, dollar],
      [null, percent, percent],
      [null, percent, percent],
      [null, "0", "0"],
      [null, dollar, dollar],
    ],
    tables: ["table A1:C6 header 1: KPI text, Target mixed, Actual mixed"],
  },
  {
    name: "measures with their unit in a third column",
    rows: [
      ["Kennwert", "Wert", "Einheit"],
      ["Spannweite", 34.5, "m"],
      ["Leermasse", 42_600, "kg"],
      ["Reichweite", 6_150, "km"],
      ["Sitzplätze", 180, "Stück"],
    ],
    tables: ["table A1:C5 header 1: Kennwert text, Wert decimal, Einheit text"],
  },
  {
    name: "a card of a customer with phone and ZIP code as text",
    rows: [
      ["Company", "Brightwater Foods"],
      ["Contact", "Joan Abreu"],
      ["Phone", "0151 2345678"],
      ["ZIP", "02139"],
      ["City", "Cambridge"],
    ],
    tables: ["key_value A1:B5 header 0: Column A text, Column B text"],
  },
  {
    name: "inputs and results of a French calculation below each other",
    rows: [
      ["Hypothèses"],
      ["Loyer mensuel :", 1_150],
      ["Charges :", 140],
      ["Vacance :", 0.04],
      [],
      [],
      ["Résultats"],
      ["Loyer annuel :", 13_800],
      ["Rendement brut :", 0.0521],
      ["Durée :", 20],
    ],
    cellFormats: [
      [],
      [null, euro],
      [null, euro],
      [null, percent],
      [],
      [],
      [],
      [null, euro],
      [null, "0.00%"],
      [null, '0" ans"'],
    ],
    tables: [
      'key_value A2:B4 "Hypothèses" header 0: Column A text, Column B mixed',
      'key_value A8:B10 "Résultats" header 0: Column A text, Column B mixed',
    ],
  },
  {
    name: "a column of discounts, some in percent and some in money",
    rows: [
      ["Customer", "Orders", "Discount"],
      ["Alder & Sons", 12, 0.05],
      ["Birch Ltd", 4, 25],
      ["Cedar GmbH", 31, 0.1],
      ["Dogwood SA", 9, 40],
      ["Elm Inc", 17, 0.075],
      ["Fir plc", 6, 15],
    ],
    cellFormats: [
      [],
      [null, null, percent],
      [null, null, dollar],
      [null, null, percent],
      [null, null, dollar],
      [null, null, percent],
      [null, null, dollar],
    ],
    tables: ["table A1:C7 header 1: Customer text, Orders integer, Discount mixed"],
  },
]
