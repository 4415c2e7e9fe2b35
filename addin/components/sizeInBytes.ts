/** `812 bytes`, `4.2 kB`, `1.5 MB`, as the person writes numbers. */
export function sizeInBytes(bytes: number): string {
  const short = (size: number): string => size.toLocaleString(undefined, { maximumFractionDigits: 1 })
  if (bytes < 1024) return `${bytes} bytes`
  return bytes < 1024 * 1024 ? `${short(bytes / 1024)} kB` : `${short(bytes / 1024 / 1024)} MB`
}
