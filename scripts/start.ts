import { spawn } from "node:child_process"
import { buildWhatIsStale } from "./build.ts"

/** `npm start`: builds what is stale, then serves; signals go to the server, which ends its turns first. */
try {
  await buildWhatIsStale()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
console.log("Starting the server …")
const server = spawn(process.execPath, ["--enable-source-maps", "dist/server/main.js"], { stdio: "inherit" })
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill(signal))
server.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
