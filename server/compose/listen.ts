import { createServer as createHttpServer, type RequestListener, type Server } from "node:http"
import { createServer as createHttpsServer } from "node:https"
import type { AddressInfo } from "node:net"
import { AppError } from "../../shared/errors.ts"
import type { Config } from "../config/config.ts"
import { isLoopback } from "../config/isLoopback.ts"
import { gracefulClose } from "../http/listening/gracefulClose.ts"
import { explainRefusals, requestTimes, serverOptions } from "../http/listening/httpGuard.ts"
import { loadCertificate } from "../http/listening/tls.ts"
import type { UpgradeHandler } from "../session/upgradeHandler.ts"
import type { OnClose } from "./onClose.ts"

export interface Listening {
  /** `https://localhost:3000`, without a slash at the end. */
  readonly url: string
  /** File of the authority that a browser must trust, when the certificate is a development one. */
  readonly authority: string | undefined
}

/** Serves http or https, as configured. @throws AppError invalid_request when the certificate or the port cannot be used. */
export async function listen(
  config: Pick<Config, "tls" | "dataDir" | "host" | "port">,
  app: RequestListener,
  upgrade: UpgradeHandler["upgrade"],
  onClose: OnClose,
): Promise<Listening> {
  const certificate = await loadCertificate(config.tls, config.dataDir)
  const server = certificate
    ? createHttpsServer({ ...serverOptions(requestTimes), cert: certificate.cert, key: certificate.key }, app)
    : createHttpServer(serverOptions(requestTimes), app)
  explainRefusals(server)
  const closeServer = gracefulClose(server)
  server.on("upgrade", upgrade)
  const port = await portOf(server, config)
  onClose(closeServer)
  return {
    url: `${certificate ? "https" : "http"}://${hostInUrl(config.host)}:${port}`,
    authority: certificate?.authority,
  }
}

function hostInUrl(host: string): string {
  if (isLoopback(host)) return "localhost"
  return host.includes(":") ? `[${host}]` : host
}

/** The port that the server listens on from then on. */
function portOf(server: Server, { host, port }: Pick<Config, "host" | "port">): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)))
    server.listen(port, host, () => {
      server.removeAllListeners("error")
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function cannotListen(cause: NodeJS.ErrnoException, host: string, port: number): AppError {
  const sentence =
    cause.code === "EADDRINUSE"
      ? `Port ${port} is already in use: stop the other program or set PORT=${port + 1}.`
      : `The server cannot listen on ${host}:${port} (${cause.code ?? cause.message}): set HOST and PORT.`
  return new AppError("invalid_request", sentence, { cause })
}
