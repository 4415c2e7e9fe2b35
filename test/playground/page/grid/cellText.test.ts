import assert from "node:assert/strict"
import { alignment, fitNumber, formatColor, wrapLines } from "../../../../playground/page/grid/cellText.ts"
import { inkOn, readableColor } from "../../../../playground/page/grid/gridColors.ts"

const tenPixels = (text: string): number => [...text].length * 10

describe("fitNumber", () => {
  const fit = (value: number, text: string, format: string | undefined, room: number): string =>
    fitNumber({ value, text, format }, room, tenPixels)

  it("leaves a number alone that fits", () => assert.equal(fit(12.5, "12.5", undefined, 40), "12.5"))
  it("drops decimals of a General number", () => assert.equal(fit(3.14159265, "3.14159265", "General", 50), "3.142"))
  it("turns scientific when even the whole number is too wide", () =>
    assert.equal(fit(123456789012, "123456789012", undefined, 80), "1.23E+11"))
  it("writes no zeros at the end of a scientific number", () => {
    assert.equal(fit(1e-7, "0.0000001", undefined, 80), "1E-07")
    assert.equal(fit(1.5e12, "1.5E+12", undefined, 60), "2E+12")
    assert.equal(fit(1e15, "1000000000000000", undefined, 80), "1E+15")
    assert.equal(fit(-2.5e-8, "-0.000000025", undefined, 110), "-2.5E-08")
  })
  it("never shortens a formatted number, and shows ####", () =>
    assert.equal(fit(1234.5, "$1,234.50", "$#,##0.00", 45), "####"))
  it("shows at least one # in a column that is hardly there", () => assert.equal(fit(1234, "1234", undefined, 3), "#"))
})

describe("wrapLines", () => {
  it("breaks between words and at line ends", () =>
    assert.deepEqual(wrapLines("one two\nthree", 70, tenPixels), ["one two", "three"]))
  it("breaks a word that is wider than the cell", () =>
    assert.deepEqual(wrapLines("abcdefgh", 30, tenPixels), ["abc", "def", "gh"]))
  it("ends on the narrowest cell and the longest text", () =>
    assert.equal(wrapLines("x".repeat(1000), 5, tenPixels).length, 1000))
})

describe("alignment", () => {
  it("follows the style, else the kind of value", () => {
    assert.equal(alignment({}, 5), "right")
    assert.equal(alignment({}, "5"), "left")
    assert.equal(alignment({}, true), "center")
    assert.equal(alignment({}, "#N/A"), "center")
    assert.equal(alignment({ horizontalAlignment: "Left" }, 5), "left")
    assert.equal(alignment({ horizontalAlignment: "General" }, 5), "right")
  })
})

describe("formatColor", () => {
  it("takes the colour of the section that applies", () => {
    assert.equal(formatColor("0;[Red]-0", -1), "#ff0000")
    assert.equal(formatColor("0;[Red]-0", 1), undefined)
    assert.equal(formatColor("[Blue]0", -1), "#0000ff")
    assert.equal(formatColor("[$€-407] 0", 1), undefined)
  })
})

describe("readableColor", () => {
  it("keeps a colour that can be read", () => assert.equal(readableColor("#1F3864", "#ffffff"), "#1F3864"))
  it("lightens a dark colour on a dark sheet", () => {
    const adjusted = readableColor("#1F3864", "#292929")
    assert.notEqual(adjusted, "#1F3864")
    assert.equal(inkOn(adjusted), "#000000")
  })
  it("leaves alone what it does not understand", () =>
    assert.equal(readableColor("windowtext", "#292929"), "windowtext"))
})
