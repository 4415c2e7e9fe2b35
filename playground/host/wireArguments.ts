import type { CellValue } from "../../shared/cell.ts"
import { invalidArgument } from "./wireErrors.ts"

// Method arguments as the client sent them; each reader refuses what Excel would refuse.

export const isGiven = (value: unknown): boolean => value !== undefined && value !== null

export function textArgument(value: unknown): string {
  if (typeof value !== "string") throw invalidArgument()
  return value
}

export const optionalText = (value: unknown): string | undefined => (isGiven(value) ? textArgument(value) : undefined)

export function integerArgument(value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value)) throw invalidArgument()
  return value
}

export const optionalInteger = (value: unknown, fallback: number): number =>
  isGiven(value) ? integerArgument(value) : fallback

export function numberArgument(value: unknown): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw invalidArgument()
  return value
}

export function booleanArgument(value: unknown): boolean {
  if (typeof value !== "boolean") throw invalidArgument()
  return value
}

export const optionalBoolean = (value: unknown, fallback: boolean): boolean =>
  isGiven(value) ? booleanArgument(value) : fallback

export function oneOf<const Choice extends string>(value: unknown, choices: readonly Choice[]): Choice {
  const choice = choices.find((candidate) => candidate === value)
  if (choice === undefined) throw invalidArgument()
  return choice
}

export const optionalOneOf = <const Choice extends string>(
  value: unknown,
  choices: readonly Choice[],
  fallback: Choice,
): Choice => (isGiven(value) ? oneOf(value, choices) : fallback)

/** The value of one cell; what a cell cannot hold (an object, NaN) is refused. */
export function cellArgument(value: unknown): CellValue {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value
  return numberArgument(value)
}

/** A plain object of options; empty when none are given. */
export function optionsArgument(value: unknown): Record<string, unknown> {
  if (!isGiven(value)) return {}
  if (typeof value !== "object" || Array.isArray(value)) throw invalidArgument()
  return value as Record<string, unknown>
}
