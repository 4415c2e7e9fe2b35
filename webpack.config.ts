import { fileURLToPath } from "node:url"
import ReactRefreshPlugin from "@pmmmwh/react-refresh-webpack-plugin"
import CopyPlugin from "copy-webpack-plugin"
import { EsbuildPlugin } from "esbuild-loader"
import HtmlPlugin from "html-webpack-plugin"
import CssPlugin from "mini-css-extract-plugin"
import webpack, { type Configuration, type RuleSetRule } from "webpack"

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

/** Both the output folder under dist/ and webpack's name for it. */
export type Site = "pane" | "playground"

/**
 * `deploy` is what a company serves: as small as can be. `local` is the same code for `npm start` and the tests: built as fast as can
 * be. `develop` is for `npm run dev`: React's warnings, and edits that reach the open page.
 */
export type Purpose = "deploy" | "local" | "develop"

interface Page {
  readonly entry: string
  readonly template: string
}

const sites: Readonly<
  Record<
    Site,
    { readonly publicPath: string; readonly pages: Readonly<Record<string, Page>>; readonly copied: string[] }
  >
> = {
  pane: {
    publicPath: "/",
    pages: {
      pane: { entry: "addin/main.tsx", template: "addin/taskpane.html" },
      "sign-in": { entry: "addin/signIn/main.ts", template: "addin/signIn/sign-in.html" },
      "sign-in-silent": { entry: "addin/signIn/silent.ts", template: "addin/signIn/sign-in-silent.html" },
    },
    copied: ["assets", "addin/support.html"],
  },
  playground: {
    publicPath: "/playground/",
    pages: { playground: { entry: "playground/main.tsx", template: "playground/playground.html" } },
    copied: [],
  },
}

/** The content policy forbids eval, so that every source map is a file. */
const sourceMaps: Readonly<Record<Purpose, Configuration["devtool"]>> = {
  deploy: false,
  local: "source-map",
  develop: "cheap-module-source-map",
}

function optimizationOf(site: Site, purpose: Purpose): Configuration["optimization"] {
  switch (purpose) {
    case "deploy":
      return {}
    case "local":
      // terser takes a minute for what esbuild does in two seconds; the playground is only ever loaded from this machine.
      return site === "pane" ? { minimizer: [new EsbuildPlugin({ target: "es2022", css: true })] } : { minimize: false }
    case "develop":
      // What an edit leaves alone is not written anew.
      return {
        runtimeChunk: "single",
        splitChunks: { cacheGroups: { packages: { test: /node_modules/, name: "packages", chunks: "initial" } } },
      }
  }
}

function codeRules(purpose: Purpose): RuleSetRule[] {
  const esbuild = { loader: "esbuild-loader", options: { target: "es2022", jsx: "automatic" } }
  const refresh = {
    loader: "babel-loader",
    options: { babelrc: false, configFile: false, compact: false, plugins: ["react-refresh/babel"] },
  }
  return purpose === "develop"
    ? [
        { test: /\.tsx$/, use: [refresh, esbuild] },
        { test: /\.ts$/, use: [esbuild] },
      ]
    : [{ test: /\.tsx?$/, use: [esbuild] }]
}

/** How one site is built for one purpose. */
export function siteConfig(site: Site, purpose: Purpose): Configuration {
  const { publicPath, pages, copied } = sites[site]
  const develop = purpose === "develop"
  const name = develop ? "[name]" : "[name].[contenthash:12]"
  const entryOf = ({ entry }: Page): string[] => [...(develop ? [path("scripts/hotClient.ts")] : []), path(entry)]
  return {
    name: site,
    mode: develop ? "development" : "production",
    // What the loaders make depends on their versions too, which webpack does not look at by itself.
    cache: purpose !== "deploy" && {
      type: "filesystem",
      name: `${site}-${purpose}`,
      buildDependencies: { config: [path("webpack.config.ts"), path("package-lock.json")] },
    },
    entry: Object.fromEntries(Object.entries(pages).map(([page, entry]) => [page, entryOf(entry)])),
    output: {
      path: path(`dist/${site}`),
      publicPath,
      filename: `assets/${name}.js`,
      chunkFilename: `assets/${name}.js`,
      assetModuleFilename: "assets/[name].[contenthash:12][ext]",
      hotUpdateChunkFilename: "hot/[id].[fullhash].js",
      hotUpdateMainFilename: "hot/[runtime].[fullhash].json",
      clean: !develop,
    },
    target: ["web", "es2022"],
    devtool: sourceMaps[purpose],
    resolve: { extensions: [".ts", ".tsx", ".js"], extensionAlias: { ".js": [".ts", ".tsx", ".js"] } },
    module: {
      rules: [
        ...codeRules(purpose),
        { test: /\.css$/, use: [CssPlugin.loader, "css-loader"] },
        { test: /\.m?js$/, resolve: { fullySpecified: false } },
      ],
    },
    optimization: optimizationOf(site, purpose),
    plugins: [
      new CssPlugin({ filename: `assets/${name}.css` }),
      ...Object.entries(pages).map(([page, { template }]) => {
        const filename = template.replace(/^.*\//, "")
        return new HtmlPlugin({ template: path(template), filename, chunks: [page], scriptLoading: "defer" })
      }),
      ...(copied.length > 0
        ? [
            new CopyPlugin({
              patterns: copied.map((from) => ({ from: path(from), ...(from === "assets" && { to: "assets" }) })),
            }),
          ]
        : []),
      ...(develop ? [new webpack.HotModuleReplacementPlugin(), new ReactRefreshPlugin({ overlay: false })] : []),
    ],
    performance: false,
    stats: "errors-warnings",
  }
}
