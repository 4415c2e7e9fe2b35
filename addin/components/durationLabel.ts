/** `40 ms`, `1.3 s`. */
export const durationLabel = (milliseconds: number): string =>
  milliseconds < 1000
    ? `${Math.max(1, Math.round(milliseconds))} ms`
    : `${(milliseconds / 1000).toLocaleString(undefined, { maximumFractionDigits: 1 })} s`
