const bytesAtStart = process.memoryUsage.rss()

/** Whether this process holds so many bytes more than when it started: what large work leaves behind is given back by its end only. */
export const hasGrown = (bytes: number): boolean => process.memoryUsage.rss() - bytesAtStart > bytes
