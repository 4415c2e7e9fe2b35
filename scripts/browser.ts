import { spawnSync } from "node:child_process"
import { accessSync, constants } from "node:fs"
import { delimiter, join } from "node:path"
import { chromium } from "playwright-core"

/** The shell is Chromium without the windows around its pages: it starts and opens pages in a third of the time. */
const names = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "chrome",
  "microsoft-edge-stable",
  "microsoft-edge",
  "msedge",
]

const places: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((variable) => {
    const folder = process.env[variable]
    return folder
      ? [join(folder, "Google/Chrome/Application/chrome.exe"), join(folder, "Microsoft/Edge/Application/msedge.exe")]
      : []
  }),
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false // not there, or not ours to run: the next candidate is tried
  }
}

/** Path of a Chromium-based browser: CHROME_PATH, an installed Chromium, Chrome or Edge, Playwright's own; undefined when there is none. */
export function findBrowser(): string | undefined {
  const chosen = process.env["CHROME_PATH"]
  if (chosen) {
    if (isProgram(chosen)) return chosen
    throw new Error(`CHROME_PATH is ${chosen}, which is not a program that can be run.`)
  }
  const onPath = (process.env["PATH"] ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
  return [...onPath, ...(places[process.platform] ?? []), chromium.executablePath()].find(isProgram)
}

const run = (command: string, args: string[]): boolean =>
  spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] }).status === 0

/** Installs a browser: Playwright's download, else the system's packages when we are root. Undefined when both fail. */
export function installBrowser(): string | undefined {
  const playwright = join(import.meta.dirname, "..", "node_modules", "playwright-core", "cli.js")
  run(process.execPath, [playwright, "install", "chromium"])
  const downloaded = findBrowser()
  if (downloaded) return downloaded
  if (process.getuid?.() === 0 && isProgram("/usr/bin/apt-get"))
    if (run("apt-get", ["update", "-qq"]))
      for (const name of ["chromium-headless-shell", "chromium"])
        if (run("apt-get", ["install", "-y", "-qq", name])) return findBrowser()
  return undefined
}

/** Launch options that work headless, as root and without a network. */
export const browserArguments = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
]
