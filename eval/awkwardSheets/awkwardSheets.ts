import { around } from "./around.ts"
import type { AwkwardSheet } from "./awkwardSheet.ts"
import { headers } from "./headers.ts"
import { several } from "./several.ts"
import { turned } from "./turned.ts"

export const awkwardSheets: readonly AwkwardSheet[] = [...several, ...headers, ...around, ...turned]
