/**
 * Sum with Neumaier's compensation (Neumaier 1974), correct to the last digit or two whatever the order of the numbers.
 * Not finite when the sum is beyond a double.
 */
export function exactSum(numbers: ArrayLike<number>): number {
  let sum = 0
  let lost = 0
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i] ?? 0
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return Number.isFinite(sum) ? sum + lost : sum
}
