import { extname } from "node:path"

/** A program that lies beside the caller, which gives its `import.meta.url`: JavaScript once compiled, TypeScript where that is run as it is. */
export const programBeside = (caller: string, name: string): URL => new URL(`./${name}${extname(caller)}`, caller)
