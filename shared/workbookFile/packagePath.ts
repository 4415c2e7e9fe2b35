/** Where a part of a zip package lists what it refers to; the package itself is the empty path. */
export function relationsPath(path: string): string {
  const folder = folderOf(path)
  return `${folder}_rels/${path.slice(folder.length)}.rels`
}

/** Path of the part that the part at `path` names as `target`. Some programs write backslashes. */
export function targetPath(path: string, target: string): string {
  const slashed = target.replaceAll("\\", "/")
  if (slashed.startsWith("/")) return slashed.slice(1)
  const parts: string[] = []
  for (const part of (folderOf(path) + slashed).split("/"))
    if (part === "..") parts.pop()
    else if (part !== "." && part !== "") parts.push(part)
  return parts.join("/")
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1)
