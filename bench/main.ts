import { buildWhatIsStale } from "../scripts/build.ts"
import { firstChunkBench } from "./firstChunk.ts"
import { indexingBench } from "./indexing.ts"
import { mapBench } from "./map.ts"
import { paneSizeBench } from "./paneSize.ts"
import { profileBench } from "./profile.ts"
import { restBench } from "./rest.ts"
import { searchBench } from "./search.ts"
import { sqlBench } from "./sql.ts"
import { streamsBench } from "./streams.ts"
import { uploadsBench } from "./uploads.ts"
import { syncBench } from "./sync.ts"
import { verificationBench } from "./verification.ts"

/** `npm run bench [name …]`: every figure beside a peer measured in the same run. */
const benches: Record<string, () => void | Promise<void>> = {
  profile: profileBench,
  firstChunk: firstChunkBench,
  indexing: indexingBench,
  map: mapBench,
  paneSize: paneSizeBench,
  rest: restBench,
  search: searchBench,
  sql: sqlBench,
  streams: streamsBench,
  sync: syncBench,
  uploads: uploadsBench,
  verification: verificationBench,
}

const chosen = process.argv.slice(2)
for (const name of chosen)
  if (!(name in benches)) throw new Error(`No bench named ${name}; there are ${Object.keys(benches).join(", ")}.`)

await buildWhatIsStale()
for (const [name, bench] of Object.entries(benches)) if (chosen.length === 0 || chosen.includes(name)) await bench()
process.exit(0)
