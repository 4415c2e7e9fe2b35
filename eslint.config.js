import js from "@eslint/js"
import officeAddins from "eslint-plugin-office-addins"
import reactHooks from "eslint-plugin-react-hooks"
import { readFileSync } from "node:fs"
import tseslint from "typescript-eslint"

/** How large and how tangled code may be, and the files that still exceed it: test/lintLimits.test.ts lets that list only shrink. */
const { limits, exempt } = JSON.parse(readFileSync(new URL("eslint.limits.json", import.meta.url), "utf8"))

export default tseslint.config(
  { ignores: ["dist/**", "node_modules/**", "coverage/**", ".data/**", "test/output/**", "eslint.config.js"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ["shared", "server", "addin", "playground", "test"].map((world) => `./${world}/tsconfig.json`),
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      ...limits,
      "no-console": "error",
      eqeqeq: "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Spreading text gives code points, which is what is wanted where we do it.
      "@typescript-eslint/no-misused-spread": ["error", { allow: ["string"] }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
    },
  },
  {
    files: ["addin/**/*.ts", "addin/**/*.tsx"],
    plugins: { "office-addins": officeAddins },
    rules: {
      "office-addins/call-sync-before-read": "error",
      "office-addins/load-object-before-read": "error",
      "office-addins/no-context-sync-in-loop": "error",
      "office-addins/no-empty-load": "error",
      "office-addins/no-navigational-load": "error",
      "office-addins/no-office-initialize": "error",
    },
  },
  {
    files: ["addin/**/*.tsx", "playground/**/*.tsx"],
    plugins: { "react-hooks": reactHooks },
    rules: { "react-hooks/rules-of-hooks": "error", "react-hooks/exhaustive-deps": "error" },
  },
  {
    files: ["test/**/*.ts", "test/**/*.tsx"],
    rules: {
      // `it` and `describe` return promises that mocha awaits itself, and literal expectations often read a known element.
      "@typescript-eslint/no-floating-promises": [
        "error",
        { allowForKnownSafeCalls: [{ from: "package", name: ["it", "describe"], package: "@types/mocha" }] },
      ],
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/require-await": "off",
      // A test that is left out says so.
      "no-console": ["error", { allow: ["warn"] }],
      // `describe` takes one function with all of its tests inside: the length of the file is what counts.
      "max-lines-per-function": "off",
    },
  },
  ...Object.entries(exempt)
    .filter(([, files]) => files.length > 0)
    .map(([rule, files]) => ({ files, rules: { [rule]: "off" } })),
  {
    // Programs that talk to a terminal.
    files: ["scripts/**/*.ts", "bench/**/*.ts", "eval/**/*.ts", "server/main.ts"],
    rules: { "no-console": "off" },
  },
)
