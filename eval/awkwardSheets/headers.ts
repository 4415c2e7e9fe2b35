import type { AwkwardSheet } from "./awkwardSheet.ts"

/** Headers of several rows, without names, of units and of dates. */
export const headers: readonly AwkwardSheet[] = [
  {
    name: "groups over names, merged across",
    rows: [
      ["Region", "2024", null, "2025", null],
      [null, "Q1", "Q2", "Q1", "Q2"],
      ["West", 1, 2, 3, 4],
      ["East", 5, 6, 7, 8],
    ],
    definitions: { merged: ["A1:A2", "B1:C1", "D1:E1"] },
    tables: ["table A1:E4 header 2: Region text, 2024 Q1 integer, 2024 Q2 integer, 2025 Q1 integer, 2025 Q2 integer"],
  },
  {
    name: "groups over names where several columns are merged downwards",
    rows: [
      ["Region", "Manager", "Sales", null, null],
      [null, null, "Jan", "Feb", "Mar"],
      ["West", "Ann", 1, 2, 3],
      ["East", "Bob", 5, 6, 7],
      ["North", "Cid", 8, 6, 9],
    ],
    definitions: { merged: ["A1:A2", "B1:B2", "C1:E1"] },
    tables: [
      "table A1:E5 header 2: Region text, Manager text, Sales Jan integer, Sales Feb integer, Sales Mar integer",
    ],
  },
  {
    name: "the same without what Excel knows of merged cells",
    rows: [
      ["Region", "Manager", "Sales", null, null],
      [null, null, "Jan", "Feb", "Mar"],
      ["West", "Ann", 1, 2, 3],
      ["East", "Bob", 5, 6, 7],
      ["North", "Cid", 8, 6, 9],
    ],
    tables: [
      "table A1:E5 header 2: Region text, Manager text, Sales Jan integer, Sales Feb integer, Sales Mar integer",
    ],
  },
  {
    name: "three rows of header",
    rows: [
      [null, "Europe", null, null, null, "Asia", null],
      [null, "2024", null, "2025", null, "2024", null],
      ["Product", "Units", "Sales", "Units", "Sales", "Units", "Sales"],
      ["Pen", 1, 2, 3, 4, 5, 6],
      ["Ink", 7, 8, 9, 10, 11, 12],
    ],
    definitions: { merged: ["B1:E1", "F1:G1", "B2:C2", "D2:E2", "F2:G2"] },
    tables: [
      "table A1:G5 header 3: Product text, Europe 2024 Units integer, Europe 2024 Sales integer, Europe 2025 Units integer, Europe 2025 Sales integer, Asia 2024 Units integer, Asia 2024 Sales integer",
    ],
  },
  {
    name: "a row of units below the names",
    rows: [
      ["Sample", "Weight", "Length", "Price"],
      [null, "kg", "cm", "USD"],
      ["A", 1.5, 20, 3.25],
      ["B", 2.5, 22, 4.5],
      ["C", 3.5, 25, 5.75],
    ],
    tables: ["table A1:D5 header 2: Sample text, Weight kg decimal kg, Length cm integer cm, Price USD decimal USD"],
  },
  {
    name: "units in the names, in the formats and in the caption",
    rows: [
      ["Results (in thousands of EUR)"],
      ["Site", "Output (t)", "Margin", "Revenue", "Staff count", "Tax in USD"],
      ["Ulm", 120.5, 0.12, 900, 12, 5],
      ["Bonn", 99.5, 0.2, 800, 14, 6],
    ],
    formats: ["General", "General", "0.0%", "#,##0", "0", "0"],
    tables: [
      'table A2:F4 "Results (in thousands of EUR)" header 1: Site text, Output (t) decimal t, Margin percentage %, Revenue integer thousands of EUR, Staff count integer, Tax in USD integer USD',
    ],
  },
  {
    name: "formats that hide thousands or write a unit",
    rows: [
      ["Site", "Sales", "Load"],
      ["Ulm", 1_200_000, 5],
      ["Bonn", 3_400_000, 7],
    ],
    formats: ["General", '#,##0,"k"', '0.0" kg"'],
    tables: ["table A1:C3 header 1: Site text, Sales integer k, Load integer kg"],
  },
  {
    name: "years as names of columns",
    rows: [
      ["Country", 2021, 2022, 2023],
      ["Italy", 5, 6, 7],
      ["Norway", 8, 9, 10],
    ],
    tables: ["table A1:D3 header 1: Country text, 2021 integer, 2022 integer, 2023 integer"],
  },
  {
    name: "a wide calendar with days across",
    rows: [
      ["Employee", ...Array.from({ length: 31 }, (_, i) => 46_023 + i)],
      ["Ann", ...Array.from({ length: 31 }, (_, i) => (i % 7 < 5 ? "W" : null))],
      ["Bob", ...Array.from({ length: 31 }, (_, i) => (i % 7 < 4 ? "W" : "H"))],
      ["Cid", ...Array.from({ length: 31 }, (_, i) => (i % 7 < 6 ? "W" : null))],
    ],
    formats: ["General", ...Array.from({ length: 31 }, () => "d-mmm")],
    tables: [
      `table A1:AF4 header 1: Employee text, ${Array.from({ length: 31 }, (_, i) => `2026-01-${String(i + 1).padStart(2, "0")} text`).join(", ")}`,
    ],
  },
  {
    name: "no header at all",
    rows: [
      [1, "Ann", 20.5],
      [2, "Bob", 30.5],
      [3, "Cid", 10.5],
    ],
    tables: ["table A1:C3 header 0: Column A integer, Column B text, Column C decimal"],
  },
  {
    name: "a corner without a name and a column without one in the middle",
    rows: [
      [null, "Qty", null, "Price"],
      ["Pen", 1, "blue", 2.5],
      ["Ink", 3, "red", 4.5],
    ],
    tables: ["table A1:D3 header 1: Column A text, Qty integer, Column C text, Price decimal"],
  },
  {
    name: "names that repeat and names over two lines",
    rows: [
      ["Name", "Amount\n(net)", "Amount\n(net)"],
      ["x", 1, 2],
      ["y", 3, 4],
    ],
    tables: ["table A1:C3 header 1: Name text, Amount (net) integer, Amount (net) (2) integer"],
  },
  {
    name: "nothing but text below the header",
    rows: [
      ["Name", "City", "Role"],
      ["Ann", "Rome", "Lead"],
      ["Bob", "Oslo", "Clerk"],
      ["Cid", "Rome", "Clerk"],
    ],
    tables: ["table A1:C4 header 1: Name text, City text, Role text"],
  },
  {
    name: "names that go on in the rows below, a total and numbered remarks",
    rows: [
      ["Function", "Percent", "Number", "Median"],
      [null, "of Hires", "of Hires", "Monthly"],
      [null, null, null, "Salary"],
      ["Consulting", 0.5, 100, 9500],
      ["Finance", 0.3, 60, 7916],
      ["Marketing", 0.2, 40, 5600],
      ["Total", 1, 201, 7600],
      ["(1) One student had two internships."],
      ["(2) Salaries are as reported in the"],
      ["    survey."],
    ],
    tables: [
      "table A1:D6 header 3: Function text, Percent of Hires decimal, Number of Hires integer, Median Monthly Salary integer; totals 7",
    ],
    notes: ["A8 (1) One student had two internships.", "A9 (2) Salaries are as reported in the", "A10 survey."],
  },
  {
    name: "notes over several columns above the names",
    rows: [
      ["Lots of people"],
      ["cannot resist", null, null, "some notes"],
      ["at", "the", "top", "of their sheets"],
      ["or", "merging", null, "cells"],
      ["Name", "Profession", "Age", "Kids"],
      ["Ann", "actor", 61, 2],
      ["Bob", "author", 89, 0],
      ["Cid", "actor", 57, 1],
      ["Dan", "author", 70, 3],
    ],
    tables: ['table A5:D9 "Lots of people" header 1: Name text, Profession text, Age integer, Kids integer'],
    notes: ["A2:D2 cannot resist | some notes", "A3:D3 at | the | top | of their sheets", "A4:D4 or | merging | cells"],
  },
  {
    name: "a part of the names once more among the rows",
    rows: [
      ["Income", "Band", 2021, 2022, 2023],
      ["€", "£", "%", "%", "%"],
      [6000, 4726, 0.1, 0.2, 0.3],
      ["€", null, "%", "%"],
      [15000, 9451, 0.2, 0.3, 0.4],
      [20000, 15751, 0.3, 0.4, 0.5],
    ],
    tables: [
      "table A1:E6 header 2: Income € integer €, Band £ integer £, 2021 % decimal %, 2022 % decimal %, 2023 % decimal %",
    ],
  },
]
