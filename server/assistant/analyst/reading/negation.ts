import { claim, isFree, type Reading } from "./reading.ts"

const negations = new Set("not except excluding exclude without besides non".split(" "))
const between = new Set(
  "is are was were be been do does did work works working live lives in from the a an yet of to for at with being any by have has had customers orders ones people those that".split(
    " ",
  ),
)

/** Claims a "not" or "except" in front of position `at`; "but not" and "other than" too. */
export function claimNegation(reading: Reading, at: number): boolean {
  for (let place = at - 1; place >= 0 && place >= at - 4; place--) {
    const text = reading.words[place]?.text ?? ""
    if (negations.has(text) && isFree(reading)(place)) {
      claim(reading, place, place + 1, "not")
      if (reading.words[place - 1]?.text === "but") claim(reading, place - 1, place, "not")
      return true
    }
    if (text === "than" && reading.words[place - 1]?.text === "other") {
      claim(reading, place - 1, place + 1, "not")
      return true
    }
    if (!between.has(text) && reading.claimed[place] !== "column") return false
  }
  return false
}
