import type { AwkwardSheet } from "./awkwardSheet.ts"

/** Units and footnote marks in the header, names that are wrapped. */
export const units: readonly AwkwardSheet[] = [
  {
    name: "footnote marks in brackets at the end of names",
    rows: [
      ["Industry", "Number of Hires(1)", "Median Salary (2)"],
      ["Consulting", 71, 9_500],
      ["Retail", 18, 6_250],
      ["Energy", 24, 7_400],
      ["(1) Full time only."],
      ["(2) USD a month."],
    ],
    tables: ["table A1:C4 header 1: Industry text, Number of Hires integer, Median Salary integer"],
    notes: ["A5 (1) Full time only.", "A6 (2) USD a month."],
  },
  {
    name: "small raised digits and stars behind names",
    rows: [
      ["Station", "Rain (mm)¹", "Sun hours²", "Frost days*"],
      ["Oberstdorf", 1_811, 1_634, 139],
      ["Helgoland", 736, 1_702, 21],
      ["Cottbus", 563, 1_719, 83],
      [],
      ["¹ 30-year mean"],
      ["² measured since 1961"],
      ["* minimum below 0 °C"],
    ],
    tables: ["table A1:D4 header 1: Station text, Rain (mm) integer mm, Sun hours integer, Frost days integer"],
    notes: ["A6 ¹ 30-year mean", "A7 ² measured since 1961", "A8 * minimum below 0 °C"],
  },
  {
    name: "a row of units in brackets below German names",
    rows: [
      ["Kraftwerk", "Leistung", "Erzeugung", "Wirkungsgrad"],
      [null, "(MW)", "(GWh)", "(%)"],
      ["Lech 4", 12.5, 61.2, 88.4],
      ["Inn Süd", 48.1, 233.7, 90.1],
      ["Isar Mitte", 30.6, 142.9, 87.2],
    ],
    tables: [
      "table A1:D5 header 2: Kraftwerk text, Leistung (MW) decimal MW, Erzeugung (GWh) decimal GWh, Wirkungsgrad (%) decimal %",
    ],
  },
  {
    name: "names wrapped over three rows of a laboratory",
    rows: [
      ["Sample", "Mass", "Time", "Loss"],
      [null, "before", "in the", "of mass"],
      [null, "drying", "oven", null],
      ["S-11", 25.03, 90, 1.12],
      ["S-12", 24.87, 90, 1.31],
      ["S-13", 25.4, 120, 1.77],
      ["S-14", 25.11, 120, 1.69],
    ],
    tables: [
      "table A1:D7 header 3: Sample text, Mass before drying decimal, Time in the oven integer, Loss of mass decimal",
    ],
  },
  {
    name: "line breaks and units within names",
    rows: [
      ["Flight\nno.", "Distance\n(km)", "Fuel burnt\n(kg)", "Load factor\n(%)"],
      ["XQ 101", 1_240, 4_380, 81.5],
      ["XQ 205", 2_915, 9_760, 77.25],
      ["XQ 330", 655, 2_590, 90.1],
    ],
    tables: [
      "table A1:D4 header 1: Flight no. text, Distance (km) integer km, Fuel burnt (kg) integer kg, Load factor (%) decimal %",
    ],
  },
  {
    name: "thousands of euros in the title and in the names",
    rows: [
      ["Comptes consolidés (en milliers d'euros)"],
      ["Poste", "Exercice 2023 (k€)", "Exercice 2024 (k€)", "Évolution %"],
      ["Chiffre d'affaires", 18_430, 19_205, 4.2],
      ["Achats consommés", 7_911, 8_022, 1.4],
      ["Charges de personnel", 6_320, 6_704, 6.1],
      ["Impôts et taxes", 402, 398, -1],
    ],
    tables: [
      'table A2:D6 "Comptes consolidés (en milliers d\'euros)" header 1: Poste text, Exercice 2023 (k€) integer k€, Exercice 2024 (k€) integer k€, Évolution % decimal %',
    ],
  },
  {
    name: "units under Spanish names without brackets",
    rows: [
      ["Parcela", "Superficie", "Riego", "Cosecha"],
      [null, "ha", "m³", "kg"],
      ["El Olivar", 3.2, 410, 9_800],
      ["La Vega", 1.75, 655, 14_250],
      ["Los Llanos", 7.4, 120, 6_300],
      ["Monte Bajo", 2.1, 95, 1_870],
    ],
    tables: [
      "table A1:D6 header 2: Parcela text, Superficie ha decimal ha, Riego m³ integer m³, Cosecha kg integer kg",
    ],
  },
  {
    name: "prices by a measure and shares in the format",
    rows: [
      ["Tariff", "Price (EUR/kWh)", "Standing charge in EUR", "Green share", "Term [months]"],
      ["Basic", 0.3105, 9.9, 0.62, 1],
      ["Fix 12", 0.2871, 11.5, 0.62, 12],
      ["Nature", 0.3298, 11.5, 1, 12],
    ],
    formats: ["General", "0.0000", "0.00", "0%", "0"],
    tables: [
      "table A1:E4 header 1: Tariff text, Price (EUR/kWh) decimal EUR/kWh, Standing charge in EUR decimal EUR, Green share percentage %, Term [months] integer months",
    ],
  },
  {
    name: "a header that is wrapped, with marks at the end of the last line, and a total",
    rows: [
      ["Placement 2024"],
      ["Location", "Number", "Percent"],
      [null, "of Hires(1)", "of Hires(2)"],
      ["Northeast", 214, 0.535],
      ["Midwest", 61, 0.1525],
      ["South", 45, 0.1125],
      ["West", 80, 0.2],
      ["Total", 400, 1],
      ["(1) Two hires work from home."],
      ["(2) Of those with a known location."],
    ],
    formats: ["General", "0", "0.0%"],
    tables: [
      'table A2:C7 "Placement 2024" header 2: Location text, Number of Hires integer, Percent of Hires percentage %; totals 8',
    ],
    notes: ["A9 (1) Two hires work from home.", "A10 (2) Of those with a known location."],
  },
]
