import assert from "node:assert/strict"
import { blockOf, partsOf, sheetOf } from "../partsOf.ts"

const values = async (content: Uint8Array | string): Promise<unknown> => (await blockOf(content)).values
const notes = async (content: string): Promise<readonly string[]> => sheetOf(await partsOf(content)).content.notes

describe("readDelimited", () => {
  it("finds the delimiter", async () => {
    const expected = [
      ["a", "b"],
      [1, 2],
    ]
    for (const delimiter of [",", ";", "\t", "|"])
      assert.deepEqual(await values(`a${delimiter}b\n1${delimiter}2\n`), expected, delimiter)
    assert.deepEqual(await values("sep=#\r\na#b\r\n1#2"), expected)
    assert.deepEqual(await values('name;note\n"a;b";"one, two, three, four"\nc;"d, e"\n'), [
      ["name", "note"],
      ["a;b", "one, two, three, four"],
      ["c", "d, e"],
    ])
  })

  it("reads UTF-8, UTF-16 and Windows-1252, with marks and without", async () => {
    const expected = [["é", "ß€"]]
    const wide = Buffer.from("é,ß€,long enough to tell by its zeros", "utf16le")
    assert.deepEqual(await values("é,ß€"), expected)
    assert.deepEqual(await values("\ufeffé,ß€"), expected)
    assert.deepEqual(await values(Buffer.from("\ufeffé,ß€", "utf16le")), expected)
    assert.deepEqual(await values(Buffer.from("\ufeffé,ß€", "utf16le").swap16()), expected)
    assert.deepEqual(await values(wide), [["é", "ß€", "long enough to tell by its zeros"]])
    assert.deepEqual(await values(Buffer.from([0xe9, 0x2c, 0xdf, 0x80])), expected)
  })

  it("reads quotes, line breaks inside them, ragged and empty rows", async () => {
    assert.deepEqual(await values('a,"b ""c""\nd"\r\n\r\n1\r\n,,3'), [
      ["a", 'b "c"\nd', null],
      [null, null, null],
      [1, null, null],
      [null, null, 3],
    ])
    assert.deepEqual(await values('6" nail,1\n12" nail,2'), [
      ['6" nail', 1],
      ['12" nail', 2],
    ])
  })

  it("takes quotes for text when one is never closed", async () => {
    assert.deepEqual(await values('"open,1\n2,3'), [
      ['"open', 1],
      [2, 3],
    ])
    assert.deepEqual(await notes('"open,1\n2,3'), [
      "A quotation mark is never closed, so quotation marks were read as text.",
    ])
  })

  it("reads fields as Excel reads what is typed, but runs no formula", async () => {
    const { values, numberFormats } = await blockOf('007,"$1,200.50",12%,TRUE,#N/A,2024-02-29,=1+1,\'5')
    assert.deepEqual(values, [[7, 1200.5, 0.12, true, "#N/A", 45351, "=1+1", "'5"]])
    assert.deepEqual(numberFormats?.[0]?.slice(0, 4), ["General", "$#,##0.00_);[Red]($#,##0.00)", "0%", "General"])
  })

  it("reads decimal commas where the file has them, and says so", async () => {
    const content = "Artikel;Preis;Menge\nA;1.234,50;1.000\nB;0,5 €;-2\nC;12,5%;3"
    assert.deepEqual(await values(content), [
      ["Artikel", "Preis", "Menge"],
      ["A", 1234.5, 1000],
      ["B", 0.5, -2],
      ["C", 0.125, 3],
    ])
    assert.deepEqual(await notes(content), ["Numbers were read with a decimal comma."])
    assert.deepEqual(await values('a,b\n"1,234",1.5'), [
      ["a", "b"],
      [1234, 1.5],
    ])
    assert.deepEqual(await values("a;b\n1,234;x"), [
      ["a", "b"],
      [1.234, "x"],
    ])
  })

  it("reads days before months where a day shows it", async () => {
    assert.deepEqual(await values("d\n13/01/2025\n02/01/2025"), [["d"], [45670], [45659]])
    assert.deepEqual(await notes("d\n13/01/2025"), ["Dates were read as day, month, year."])
    assert.deepEqual(await values("d\n01/13/2025\n02/01/2025"), [["d"], [45670], [45689]])
    assert.deepEqual(await values("d\n31.12.2025\n31.12.2025 06:00\n31.02.2025"), [
      ["d"],
      [46022],
      [46022.25],
      ["31.02.2025"],
    ])
  })

  it("names its sheet after the file", async () => {
    const outline = (await partsOf("a", "Q1: [north]/south report of the year.csv"))[0]
    assert.ok(outline?.kind === "outline")
    assert.equal(outline.sheets[0]?.name, "Q1_ _north__south report of the")
  })
})
