import { X509Certificate } from "node:crypto"
import { existsSync } from "node:fs"
import { readFile, rm } from "node:fs/promises"
import { homedir } from "node:os"
import { join } from "node:path"
import { createSecureContext } from "node:tls"
import { AppError } from "../../../shared/errors.ts"
import type { TlsConfig } from "../../config/readTls.ts"

export interface Certificate {
  readonly cert: Buffer
  readonly key: Buffer
  /** File of the authority to trust, when the certificate is a development one. */
  readonly authority: string | undefined
}

/** What the https server shows, or undefined for plain http. @throws AppError invalid_request when a file cannot be read. */
export async function loadCertificate(tls: TlsConfig, dataDir: string): Promise<Certificate | undefined> {
  switch (tls.kind) {
    case "off":
      return undefined
    case "files":
      return matching({ cert: await read(tls.certificate), key: await read(tls.key), authority: undefined })
    case "dev":
      return developmentCertificate(join(dataDir, "certificate"))
  }
}

function matching(certificate: Certificate): Certificate {
  try {
    createSecureContext({ cert: certificate.cert, key: certificate.key })
  } catch (cause) {
    const sentence =
      "TLS_CERT and TLS_KEY do not hold a certificate and its own key as PEM: correct them, or set TLS=dev."
    throw new AppError("invalid_request", sentence, { cause })
  }
  return certificate
}

/**
 * The certificate that office-addin-dev-certs installed for sideloading if there is one, else one of our own made by the same
 * package but not installed: trusting it is the person's decision.
 */
async function developmentCertificate(folder: string): Promise<Certificate> {
  const known = (await readValid(join(homedir(), ".office-addin-dev-certs"))) ?? (await readValid(folder))
  if (known) return known
  const { generateCertificates } = await import("office-addin-dev-certs")
  // It keeps what exists, also when that has expired.
  await rm(folder, { recursive: true, force: true })
  const file = (name: string): string => join(folder, name)
  await generateCertificates(file("ca.crt"), file("localhost.crt"), file("localhost.key"), 365)
  const made = await readValid(folder)
  if (!made)
    throw new AppError("internal", `No certificate for localhost could be made in ${folder}: set TLS_CERT and TLS_KEY.`)
  return made
}

async function readValid(folder: string): Promise<Certificate | undefined> {
  const files = ["ca.crt", "localhost.crt", "localhost.key"].map((name) => join(folder, name))
  if (!files.every((file) => existsSync(file))) return undefined
  const [authority = "", certificate = "", keyFile = ""] = files
  const cert = await read(certificate)
  const dayMs = 86_400_000
  if (Date.parse(new X509Certificate(cert).validTo) < Date.now() + dayMs) return undefined
  return { cert, key: await read(keyFile), authority }
}

async function read(file: string): Promise<Buffer> {
  return readFile(file).catch((cause: unknown) => {
    throw new AppError("invalid_request", `The certificate file ${file} cannot be read.`, { cause })
  })
}
