import { documentAddress } from "./documentAddress.ts"

/**
 * The same for as long as it is the same workbook, and says nothing about it: a hash of its address; before it is saved for the
 * first time, a random id kept in the document. A copy has another address, so that it never finds the cells of its original.
 */
export async function workbookId(kept: { read(): unknown; write(value: unknown): void }): Promise<string> {
  const address = documentAddress()
  if (address !== "") {
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(address))
    return btoa(String.fromCharCode(...new Uint8Array(hash)))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .slice(0, 32)
  }
  const known = kept.read()
  if (typeof known === "string" && /^[\w-]{1,64}$/.test(known)) return known
  const id = crypto.randomUUID()
  kept.write(id)
  return id
}
