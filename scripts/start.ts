import { spawn } from "node:child_process"
import { buildServer, buildStalePages } from "./build.ts"

/**
 * `npm start`: builds what is stale, then serves; signals go to the server, which ends its turns first. The server opens its
 * database while the pages are built, and only says where they are when they are there.
 */
function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

await buildServer().catch(fail)
console.log("Starting the server …")
const server = spawn(process.execPath, ["--enable-source-maps", "dist/server/main.js"], {
  stdio: ["inherit", "pipe", "inherit"],
})
process.once("exit", () => server.kill())
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill(signal))
server.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
await buildStalePages().catch(fail)
server.stdout.pipe(process.stdout)
