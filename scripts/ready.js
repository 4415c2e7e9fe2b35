import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import process from "node:process"

/*
 * `node scripts/ready.js` runs before every other command. It is JavaScript and imports no package: it must run where Node is
 * too old for the rest, or where nothing is installed.
 */

/**
 * @typedef {{ version: string }} Installed
 * @typedef {{ packages: Record<string, Installed | undefined> }} Lock
 */

/** @type {(path: string) => unknown} */
const readJson = (path) => JSON.parse(readFileSync(path, "utf8"))

/** @type {(version: string) => number[]} */
const numbersOf = (version) => (version.match(/\d+/g) ?? []).map(Number)

/** @type {(version: string, least: string) => boolean} */
function isOlder(version, least) {
  const [numbers, wanted] = [numbersOf(version), numbersOf(least)]
  const at = wanted.findIndex((number, index) => number !== (numbers[index] ?? 0))
  return at !== -1 && (numbers[at] ?? 0) < (wanted[at] ?? 0)
}

/**
 * One sentence that says what stands in the way of running the project in `root` and what to do; undefined when nothing does.
 *
 * @param {string} root
 * @param {{ version: string, platform: string, arch: string }} node
 * @returns {string | undefined}
 */
export function obstacle(root, node) {
  const { engines, dependencies, devDependencies } =
    /** @type {{ engines: { node: string }, dependencies: object, devDependencies: object }} */ (
      readJson(join(root, "package.json"))
    )
  const least = engines.node.replace(">=", "")
  if (isOlder(node.version, least))
    return `Node.js ${least} or newer is needed and this is ${node.version}: install a newer one from https://nodejs.org.`
  const modules = join(root, "node_modules")
  // npm's own record of what it put there.
  const record = join(modules, ".package-lock.json")
  if (!existsSync(record)) return "The packages are not installed: run npm ci."
  const wanted = /** @type {Lock} */ (readJson(join(root, "package-lock.json"))).packages
  const installed = /** @type {Lock} */ (readJson(record)).packages
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    const [want, have] = [wanted, installed].map((packages) => packages[`node_modules/${name}`]?.version)
    if (want !== have)
      return `node_modules holds ${have ? `${name} ${have}` : `no ${name}`} where package-lock.json has ${want ?? "none"}: run npm ci.`
  }
  const native = `@esbuild/${node.platform}-${node.arch}`
  if (!existsSync(join(modules, native)))
    return `node_modules was installed for another system (${native} is missing): run npm ci on this one.`
  return undefined
}

if (/ready\.js$/.test(process.argv[1] ?? "")) {
  const { platform, arch, versions } = process
  const sentence = obstacle(process.cwd(), { version: versions.node, platform, arch })
  if (sentence) {
    process.stderr.write(`${sentence}\n`)
    process.exit(1)
  }
}
