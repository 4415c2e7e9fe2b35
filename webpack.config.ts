import { fileURLToPath } from "node:url"
import CopyPlugin from "copy-webpack-plugin"
import HtmlPlugin from "html-webpack-plugin"
import CssPlugin from "mini-css-extract-plugin"
import type { Configuration } from "webpack"

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

interface Page {
  readonly entry: string
  readonly template: string
}

/** What the pane and the playground have in common; `folder` is both the output folder under dist/ and the chunk prefix. */
function site(folder: "pane" | "playground", pages: Record<string, Page>, publicPath: string): Configuration {
  return {
    name: folder,
    entry: Object.fromEntries(Object.entries(pages).map(([name, { entry }]) => [name, path(entry)])),
    output: {
      path: path(`dist/${folder}`),
      publicPath,
      filename: "assets/[name].[contenthash:12].js",
      chunkFilename: "assets/[name].[contenthash:12].js",
      assetModuleFilename: "assets/[name].[contenthash:12][ext]",
      clean: true,
    },
    target: ["web", "es2022"],
    devtool: "source-map",
    resolve: { extensions: [".ts", ".tsx", ".js"], extensionAlias: { ".js": [".ts", ".tsx", ".js"] } },
    module: {
      rules: [
        { test: /\.tsx?$/, loader: "esbuild-loader", options: { target: "es2022", jsx: "automatic" } },
        { test: /\.css$/, use: [CssPlugin.loader, "css-loader"] },
        { test: /\.m?js$/, resolve: { fullySpecified: false } },
      ],
    },
    plugins: [
      new CssPlugin({ filename: "assets/[name].[contenthash:12].css" }),
      ...Object.entries(pages).map(([name, { template }]) => {
        const filename = template.replace(/^.*\//, "")
        return new HtmlPlugin({ template: path(template), filename, chunks: [name], scriptLoading: "defer" })
      }),
    ],
    performance: false,
    stats: "errors-warnings",
  }
}

/** `--env production` builds what a company deploys: the pane alone. Otherwise the playground is built too. */
export default (env: Record<string, unknown> = {}): Configuration[] => {
  const mode = env["production"] ? "production" : "development"
  const pane = site(
    "pane",
    {
      pane: { entry: "addin/main.tsx", template: "addin/taskpane.html" },
      "sign-in": { entry: "addin/signIn/main.ts", template: "addin/signIn/sign-in.html" },
      "sign-in-silent": { entry: "addin/signIn/silent.ts", template: "addin/signIn/sign-in-silent.html" },
    },
    "/",
  )
  pane.plugins?.push(
    new CopyPlugin({ patterns: [{ from: path("assets"), to: "assets" }, { from: path("addin/support.html") }] }),
  )
  const playground = site(
    "playground",
    { playground: { entry: "playground/main.tsx", template: "playground/playground.html" } },
    "/playground/",
  )
  // Minified in both modes: the playground should load as fast as what is deployed.
  return (env["production"] ? [pane] : [pane, playground]).map((config) => ({
    ...config,
    mode: "production",
    cache: mode === "development" && { type: "filesystem", name: String(config.name) },
  }))
}
