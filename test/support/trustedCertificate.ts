import { createHash, X509Certificate } from "node:crypto"
import { cp, mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { loadCertificate } from "../../server/http/listening/tls.ts"

export interface TrustedCertificate {
  /** What a browser is told to trust: SHA-256 of the public key, as `--ignore-certificate-errors-spki-list` wants it. */
  readonly keyHash: string
  /** Lets a server with this data folder show the certificate. */
  installIn(dataDir: string): Promise<void>
}

let made: Promise<TrustedCertificate> | undefined

/**
 * One development certificate for all servers of a process. A browser that trusts it keeps our pages in its cache; Chromium
 * caches nothing of a server whose certificate has an error, also when the error is ignored.
 */
export const trustedCertificate = (): Promise<TrustedCertificate> => (made ??= makeCertificate())

async function makeCertificate(): Promise<TrustedCertificate> {
  const folder = await mkdtemp(join(tmpdir(), "excel-chat-certificate-"))
  const certificate = await loadCertificate({ kind: "dev" }, folder)
  if (!certificate) throw new Error("There is no development certificate.")
  const key = new X509Certificate(certificate.cert).publicKey.export({ type: "spki", format: "der" })
  return {
    keyHash: createHash("sha256").update(key).digest("base64"),
    // Nothing is copied where the certificate is one that was installed for sideloading.
    installIn: (dataDir) => cp(folder, dataDir, { recursive: true }),
  }
}
