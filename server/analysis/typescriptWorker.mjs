// Starts a TypeScript worker in development. Under Node 20 the loader that tsx puts into the process's own arguments does
// nothing in a worker thread, so it is registered here; the compiled server starts its JavaScript worker directly.
import { workerData } from "node:worker_threads"
import { register } from "tsx/esm/api"

register()
await import(workerData.program)
