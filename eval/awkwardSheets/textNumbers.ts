import type { AwkwardSheet } from "./awkwardSheet.ts"

/** Numbers that are stored as text, and identifiers that are no numbers. */
export const textNumbers: readonly AwkwardSheet[] = [
  {
    name: "dollars as text",
    rows: [
      ["Apartment", "Rent", "Deposit"],
      ["12 Elm St", "$1,300", "$2,600"],
      ["8 Dock Rd", "$985", "$1,970"],
      ["40 High St", "$2,150", "$4,300"],
      ["3 Mill Ln", "$1,075", "$1,075"],
    ],
    tables: ["table A1:C5 header 1: Apartment text, Rent currency $, Deposit currency $"],
  },
  {
    name: "cargo with its measure behind each number",
    rows: [
      ["Vessel", "Cargo", "Quantity", "Berth"],
      ["MV Sea Lark", "Coal", "59793 MT", "IV"],
      ["MV Orient Star", "Urea", "31250 MT", "II"],
      ["MV Gaia", "Iron ore", "74100 MT", "IV"],
      ["MT Palmyra", "Palm oil", "8400 MT", "I"],
    ],
    tables: ["table A1:D5 header 1: Vessel text, Cargo text, Quantity integer MT, Berth text"],
  },
  {
    name: "negative amounts in brackets, all as text",
    rows: [
      ["Cash flow", "2023", "2024"],
      ["From operations", "8,450", "9,120"],
      ["For investments", "(3,200)", "(5,075)"],
      ["For loans", "(1,200)", "(1,150)"],
      ["From shares", "400", "2,000"],
    ],
    tables: ["table A1:C5 header 1: Cash flow text, 2023 integer, 2024 integer"],
  },
  {
    name: "German shares with a sign of percent",
    rows: [
      ["Partei", "Stimmen", "Anteil"],
      ["Liste A", 18_402, "46 %"],
      ["Liste B", 12_080, "30 %"],
      ["Liste C", 5_611, "14 %"],
      ["Liste D", 3_907, "10 %"],
    ],
    tables: ["table A1:C5 header 1: Partei text, Stimmen integer, Anteil percentage %"],
  },
  {
    name: "German amounts with points and commas",
    rows: [
      ["Lieferant", "Rechnungsbetrag", "Skonto"],
      ["Holz Maier", "1.234,56", "37,04"],
      ["Glas Kurz", "845,90", "16,92"],
      ["Metall Lenz", "12.780,00", "383,40"],
      ["Farben Ott", "2.015,25", "40,31"],
    ],
    tables: ["table A1:C5 header 1: Lieferant text, Rechnungsbetrag decimal, Skonto decimal"],
  },
  {
    name: "whole numbers as text with a gap, under text names",
    rows: [
      ["Item", "On hand", "Ordered"],
      ["Notebook", "1200", "300"],
      ["Stapler", "85", null],
      ["Eraser", "640", "1000"],
      ["Ruler", "212", "150"],
      ["Folder", "97", "400"],
    ],
    tables: ["table A1:C6 header 1: Item text, On hand integer, Ordered integer"],
  },
  {
    name: "identifiers in digits beside real amounts",
    rows: [
      ["Order number", "ZIP code", "Phone", "Amount"],
      ["400071", "02139", "6175550142", 89.5],
      ["400072", "10027", "2125550177", 140],
      ["400075", "60614", "3125550120", 23.75],
      ["400079", "94110", "4155550163", 310.2],
    ],
    tables: ["table A1:D5 header 1: Order number text, ZIP code text, Phone text, Amount decimal"],
  },
  {
    name: "three ways to write a number in one column",
    rows: [
      ["Branch", "Turnover", "Staff"],
      ["Dublin", "1,904,220.50", 14],
      ["Köln", "2.310.744,90", 21],
      ["Lille", "988 412,75", 8],
      ["Leeds", "1,255,030.10", 11],
      ["Graz", "760.118,25", 6],
    ],
    tables: ["table A1:C6 header 1: Branch text, Turnover decimal, Staff integer"],
  },
  {
    name: "answers in words with a few numbers among them",
    rows: [
      ["Question", "Answer"],
      ["How often do you swim?", "never"],
      ["How many bicycles do you own?", "2"],
      ["How far is your way?", "about an hour"],
      ["How many cars do you own?", "1"],
      ["What would you change?", "the lights"],
      ["Would you come again?", "sure"],
    ],
    tables: ["table A1:B7 header 1: Question text, Answer text"],
  },
  {
    name: "Swiss francs with apostrophes",
    rows: [
      ["Mandat", "Honorar", "Spesen"],
      ["Bär AG", "CHF 12'400.00", "CHF 310.50"],
      ["Luzi & Co", "CHF 8'950.00", "CHF 1'120.25"],
      ["Rossi SA", "CHF 21'075.50", "CHF 98.00"],
    ],
    tables: ["table A1:C4 header 1: Mandat text, Honorar currency CHF, Spesen currency CHF"],
  },
  {
    name: "French euros with spaces and a total in text",
    rows: [
      ["Don", "Montant"],
      ["Fondation Caillou", "12 500,00 €"],
      ["Mairie de Sète", "4 000,00 €"],
      ["Particuliers", "1 735,50 €"],
      ["Vente de gâteaux", "412,75 €"],
      ["Total", "18 648,25 €"],
    ],
    tables: ["table A1:B5 header 1: Don text, Montant currency €; totals 6"],
  },
  {
    name: "numbers of which some were stored as text",
    rows: [
      ["Meter", "Reading", "Read by"],
      ["G-101", 48_210, "Ana"],
      ["G-102", "39177", "Ana"],
      ["G-103", 51_006, "Luis"],
      ["G-104", "27650", "Luis"],
      ["G-105", 33_489, "Ana"],
      ["G-106", "45012", "Luis"],
    ],
    tables: ["table A1:C7 header 1: Meter text, Reading integer, Read by text"],
  },
  {
    name: "weights in kilograms with a German comma, and nothing known of one",
    rows: [
      ["Paket", "Gewicht", "Empfänger"],
      ["P-7", "2,5 kg", "Voss"],
      ["P-8", "11,25 kg", "Arslan"],
      ["P-9", "unbekannt", "Keller"],
      ["P-10", "0,8 kg", "Nowak"],
      ["P-11", "4,0 kg", "Huber"],
      ["P-12", "7,35 kg", "Franke"],
    ],
    tables: ["table A1:C7 header 1: Paket text, Gewicht decimal kg, Empfänger text"],
  },
  {
    name: "answers of yes and no, and flags of 0 and 1 as numbers",
    rows: [
      ["Clinic", "Open on Sunday", "Wheelchair", "Beds"],
      ["St Mary", "yes", 1, "120"],
      ["Riverside", "no", 1, "64"],
      ["Oakfield", "no", 0, "210"],
      ["Harbour", "yes", 0, "38"],
    ],
    tables: ["table A1:D5 header 1: Clinic text, Open on Sunday text, Wheelchair integer, Beds integer"],
  },
  {
    name: "German dates as text beside real amounts",
    rows: [
      ["Beleg", "Buchungstag", "Betrag"],
      ["ER-14", "03.01.2025", 118.4],
      ["ER-15", "17.01.2025", 62.9],
      ["ER-16", "28.02.2025", 240],
      ["ER-17", "13.03.2025", 19.99],
    ],
    tables: ["table A1:C5 header 1: Beleg text, Buchungstag date, Betrag decimal"],
  },
]
