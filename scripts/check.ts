import { spawn } from "node:child_process"

/** `npm run check:code`: types, lint, format and unused code, in two lanes of about the same length; says all that is wrong at once. */
const lanes = [["lint"], ["types", "format:check", "knip"]]

/** Runs a script of package.json; its output is shown in one piece when it is over. */
function run(script: string): Promise<boolean> {
  const startedAt = performance.now()
  return new Promise((resolve) => {
    const child = spawn("npm", ["run", "--silent", script], {
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    })
    let output = ""
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => (output += part.toString()))
    child.on("close", (code) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
      console.log(`${code === 0 ? "✔" : "✘"} npm run ${script} (${seconds} s)`)
      if (code !== 0) console.log(output)
      resolve(code === 0)
    })
  })
}

async function inOrder(scripts: readonly string[]): Promise<boolean> {
  let good = true
  for (const script of scripts) good = (await run(script)) && good
  return good
}

const results = await Promise.all(lanes.map(inOrder))
process.exit(results.every(Boolean) ? 0 : 1)
