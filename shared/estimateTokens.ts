/**
 * A careful estimate of a text's tokens: 3.5 characters each where English has about four, and one token for every
 * character beyond ASCII. It overestimates, so that a prompt within the budget fits the model.
 */
export function estimateTokens(text: string): number {
  let beyond = 0
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) beyond += 1
  return Math.ceil((text.length - beyond) / 3.5) + beyond
}
