import type { Database } from "../../server/database/database.ts"
import { AppError } from "../../shared/errors.ts"

const down = (): Promise<never> =>
  Promise.reject(new AppError("storage_unavailable", "The database cannot be reached; please try again later."))

/** A database that nothing can be asked of. */
export const databaseThatIsDown: Database = {
  query: down,
  asOwner: down,
  asMaintenance: down,
  transaction: down,
  ready: down,
  close: () => Promise.resolve(),
}
