import type { AwkwardSheet } from "./awkwardSheet.ts"

/** Names of columns under names of groups, merged and not. */
export const twoLevels: readonly AwkwardSheet[] = [
  {
    name: "a hospital's ways in and out, merged",
    rows: [
      ["Month", "Admissions", null, "Discharges", null, null],
      [null, "Emergency", "Planned", "Home", "Transfer", "Died"],
      ["January", 412, 267, 601, 58, 19],
      ["February", 388, 251, 577, 44, 22],
      ["March", 430, 290, 652, 61, 15],
    ],
    definitions: { merged: ["A1:A2", "B1:C1", "D1:F1"] },
    tables: [
      "table A1:F5 header 2: Month text, Admissions Emergency integer, Admissions Planned integer, Discharges Home integer, Discharges Transfer integer, Discharges Died integer",
    ],
  },
  {
    name: "groups that stand over their first column alone",
    rows: [
      ["Employer survey by branch"],
      [null, "Vacancies", null, "Apprentices", null],
      ["Branch", "Open", "Filled", "Started", "Left"],
      ["Bakery", 14, 9, 21, 4],
      ["Joinery", 8, 8, 17, 2],
      ["Roofing", 22, 5, 11, 6],
      ["Painting", 6, 4, 9, 1],
    ],
    tables: [
      'table A2:E7 "Employer survey by branch" header 2: Branch text, Vacancies Open integer, Vacancies Filled integer, Apprentices Started integer, Apprentices Left integer',
    ],
  },
  {
    name: "a German table with davon and a sum",
    rows: [
      ["Kreis", "Beschäftigte", null, null, "Betriebe"],
      [null, "insgesamt", "Frauen", "Männer", null],
      ["Ahrweiler", 41_200, 19_850, 21_350, 3_120],
      ["Cochem", 20_770, 9_640, 11_130, 1_874],
      ["Mayen", 83_905, 38_415, 45_490, 5_207],
      ["Summe", 145_875, 67_905, 77_970, 10_201],
    ],
    definitions: { merged: ["A1:A2", "B1:D1", "E1:E2"] },
    tables: [
      "table A1:E5 header 2: Kreis text, Beschäftigte insgesamt integer, Beschäftigte Frauen integer, Beschäftigte Männer integer, Betriebe integer; totals 6",
    ],
  },
  {
    name: "years as numbers over plan and actual",
    rows: [
      ["Cost centre", 2023, null, 2024, null],
      [null, "Plan", "Actual", "Plan", "Actual"],
      ["Canteen", 118_000, 121_430, 122_000, 119_875],
      ["Fleet", 86_500, 84_010, 88_000, 93_260],
      ["IT", 240_000, 251_700, 265_000, 258_115],
    ],
    definitions: { merged: ["B1:C1", "D1:E1"] },
    tables: [
      "table A1:E5 header 2: Cost centre text, 2023 Plan integer, 2023 Actual integer, 2024 Plan integer, 2024 Actual integer",
    ],
  },
  {
    name: "groups over names over a row of units",
    rows: [
      ["Well", "Pump", null, "Water", null],
      [null, "Depth", "Power", "Flow", "Salt"],
      [null, "m", "kW", "m³", "%"],
      ["W1", 42, 5.5, 310, 0.4],
      ["W2", 57, 7.5, 288, 0.7],
      ["W3", 38, 4, 195, 0.3],
      ["W4", 61, 7.5, 340, 0.9],
    ],
    definitions: { merged: ["A1:A3", "B1:C1", "D1:E1"] },
    tables: [
      "table A1:E7 header 3: Well text, Pump Depth m integer m, Pump Power kW decimal kW, Water Flow m³ integer m³, Water Salt % decimal %",
    ],
  },
  {
    name: "two levels, sections and their totals",
    rows: [
      ["Site", "Injuries", null, "Days lost", null],
      [null, "Staff", "Visitors", "Staff", "Visitors"],
      ["Quarries"],
      ["Hillend", 4, 1, 61, 3],
      ["Kirk", 2, 0, 17, 0],
      ["Total quarries", 6, 1, 78, 3],
      ["Plants"],
      ["Leith", 5, 3, 44, 12],
      ["Dundee", 1, 0, 9, 0],
      ["Perth", 3, 2, 28, 5],
      ["Total plants", 9, 5, 81, 17],
    ],
    definitions: { merged: ["A1:A2", "B1:C1", "D1:E1"] },
    tables: [
      "table A1:E10 header 2: Section text, Site text, Injuries Staff integer, Injuries Visitors integer, Days lost Staff integer, Days lost Visitors integer; sections 3 Quarries | 7 Plants; totals 6, 11",
    ],
  },
  {
    name: "French grades of women and men, not merged, with a total",
    rows: [
      ["Effectifs au 31 décembre"],
      ["Service", "Cadres", null, "Employés", null, "Ouvriers", null],
      [null, "Femmes", "Hommes", "Femmes", "Hommes", "Femmes", "Hommes"],
      ["Production", 3, 9, 11, 14, 62, 88],
      ["Logistique", 1, 4, 7, 5, 13, 41],
      ["Siège", 22, 27, 49, 18, 0, 2],
      ["Total", 26, 40, 67, 37, 75, 131],
    ],
    tables: [
      'table A2:G6 "Effectifs au 31 décembre" header 2: Service text, Cadres Femmes integer, Cadres Hommes integer, Employés Femmes integer, Employés Hommes integer, Ouvriers Femmes integer, Ouvriers Hommes integer; totals 7',
    ],
  },
  {
    name: "a spacer column between the groups",
    rows: [
      ["Team", "First half", null, null, "Second half", null],
      [null, "Calls", "Deals", null, "Calls", "Deals"],
      ["Lions", 940, 71, null, 1_015, 83],
      ["Otters", 877, 64, null, 902, 59],
      ["Ravens", 1_120, 90, null, 1_098, 95],
    ],
    definitions: { merged: ["B1:C1", "E1:F1"] },
    tables: [
      "table A1:F5 header 2: Team text, First half Calls integer, First half Deals integer, Second half Calls integer, Second half Deals integer",
    ],
  },
  {
    name: "Spanish semesters with a share in each group",
    rows: [
      ["Titulación", "Primer semestre", null, "Segundo semestre", null],
      [null, "Alumnos", "Aprobados", "Alumnos", "Aprobados"],
      ["Biología", 182, 0.71, 176, 0.745],
      ["Historia", 95, 0.83, 91, 0.79],
      ["Química", 140, 0.655, 133, 0.7],
    ],
    formats: ["General", "0", "0.0%", "0", "0.0%"],
    definitions: { merged: ["A1:A2", "B1:C1", "D1:E1"] },
    tables: [
      "table A1:E5 header 2: Titulación text, Primer semestre Alumnos integer, Primer semestre Aprobados percentage %, Segundo semestre Alumnos integer, Segundo semestre Aprobados percentage %",
    ],
  },
]
