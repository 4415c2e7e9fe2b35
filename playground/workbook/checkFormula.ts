import { SimError } from "./simError.ts"

const refuse = (): never => {
  throw new SimError(
    "InvalidArgument",
    "There's a problem with this formula. Check its quotes and parentheses, or start with an apostrophe to enter text.",
  )
}

/** Refuses what Excel's formula bar refuses at once. @throws SimError InvalidArgument */
export function checkFormula(formula: string): void {
  const bare = formula.slice(1).replace(/"(?:[^"]|"")*"|'(?:[^']|'')*'(?=!)/g, "0")
  if (formula.length > 8192 || bare.trim() === "" || bare.includes('"') || /[-+*/^&=<>,;:]\s*$/.test(bare)) refuse()
  const open: string[] = []
  for (const character of bare) {
    if ("({[".includes(character)) open.push(character)
    else if (")}]".includes(character) && "({[".indexOf(open.pop() ?? "") !== ")}]".indexOf(character)) refuse()
  }
  if (open.length > 0) refuse()
}
