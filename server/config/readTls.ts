import { existsSync } from "node:fs"
import type { OrProblem, Settings } from "./settings.ts"

export type TlsConfig =
  | { readonly kind: "dev" }
  | { readonly kind: "off" }
  | { readonly kind: "files"; readonly certificate: string; readonly key: string }

export function readTls({ TLS, TLS_CERT, TLS_KEY }: Settings): OrProblem<TlsConfig> {
  if (!TLS_CERT && !TLS_KEY) return { kind: TLS ?? "dev" }
  if (!TLS_CERT || !TLS_KEY) return "TLS_CERT and TLS_KEY must be set together."
  if (TLS) return `TLS=${TLS} and TLS_CERT exclude each other: remove one.`
  for (const [name, file] of Object.entries({ TLS_CERT, TLS_KEY }))
    if (!existsSync(file)) return `${name} names the file ${file}, which does not exist.`
  return { kind: "files", certificate: TLS_CERT, key: TLS_KEY }
}
