import { AppError } from "../../shared/errors.ts"

/** Resolves or fails with the work, and fails after so many milliseconds; the work goes on unheard. */
export async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new AppError("storage_unavailable", "The database does not answer; please try again later.")),
      ms,
    )
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** How long `ready` waits. */
export const readyMs = 2000
