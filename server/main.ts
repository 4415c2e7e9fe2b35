import { AppError } from "../shared/errors.ts"
import { loadConfig, type Config } from "./config/config.ts"
import { startServer, type RunningServer } from "./compose/startServer.ts"

const read = loadConfig()
if (read.ok) await run(read.config)
else {
  for (const problem of read.problems) console.error(problem)
  process.exitCode = 1
}

async function run(config: Config): Promise<void> {
  let server: RunningServer
  try {
    server = await startServer(config)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    console.error(error.message)
    process.exit(1)
  }
  let stopping = false
  const stop = (): void => {
    // A second signal does not wait.
    if (stopping) process.exit(1)
    stopping = true
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on("SIGINT", stop)
  process.on("SIGTERM", stop)
  console.log(welcome(server, config))
  // What cannot start now starts when it is needed, and says then what is wrong.
  server.warmUp().catch(() => undefined)
}

function welcome({ url, model, authority }: RunningServer, config: Config): string {
  const lines = [
    ...(config.development ? [`Playground  ${url}/playground`] : []),
    `Task pane   ${url}/taskpane.html`,
    model
      ? `Answers are explained by ${model}; figures are computed here.`
      : "Answers are computed here (offline analyst); set OPENAI_API_KEY or OPENAI_BASE_URL to add a model.",
    ...(authority
      ? [`The browser will warn once about the development certificate: accept it, or trust ${authority}.`]
      : []),
  ]
  return lines.join("\n")
}
