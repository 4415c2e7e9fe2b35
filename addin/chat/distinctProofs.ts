import type { Proof } from "../../shared/answer.ts"

/** One proof for each operation and value: the last one, which names the cells most closely. */
export const distinctProofs = (proofs: readonly Proof[]): readonly Proof[] => [
  ...new Map(proofs.map((proof) => [`${proof.operation}\n${proof.value}`, proof])).values(),
]
