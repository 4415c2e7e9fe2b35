/** Times that a test may shorten. */
export interface JobTimes {
  /** How often to look for jobs that others sent or left, and for those whose time has come again. */
  readonly pollMs: number
  /** How often a running job says that its process is alive. */
  readonly aliveMs: number
  /** After how long without that another process takes it. */
  readonly abandonedSeconds: number
}

export const usualTimes: JobTimes = { pollMs: 2000, aliveMs: 5000, abandonedSeconds: 20 }
