import webpack from "webpack"
import { siteConfig, type Purpose, type Site } from "../webpack.config.ts"

/** `tsx scripts/buildPages.ts <pane|playground> <deploy|local>`: a process of its own, so that two sites are built side by side. */
const [site, purpose] = process.argv.slice(2) as [Site, Purpose]
const compiler = webpack(siteConfig(site, purpose))
compiler.run((error, stats) => {
  if (error || stats?.hasErrors()) {
    console.error(error ?? stats?.toString("errors-warnings"))
    process.exit(1)
  }
  // Closing writes webpack's cache.
  compiler.close(() => process.exit(0))
})
