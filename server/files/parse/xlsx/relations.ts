import { relationsPath, targetPath } from "../../../../shared/workbookFile/packagePath.ts"
import type { PackageFile } from "./packageFile.ts"
import { attribute, readXml } from "./readXml.ts"

export interface Relation {
  readonly id: string
  /** The last word of the type's address: `worksheet`, `table`. The addresses of strict and transitional files differ before it. */
  readonly type: string
  /** Path of a part in the package. */
  readonly path: string
}

/** What a part refers to, from the `.rels` part beside it; the package itself is the empty path. @throws AppError unreadable_file. */
export async function readRelations(file: PackageFile, path: string): Promise<Relation[]> {
  const beside = relationsPath(path)
  const relations: Relation[] = []
  if (file.has(beside))
    await readXml(file.read(beside), {
      open(name, attributes) {
        const [id, type, target] = ["Id", "Type", "Target"].map((key) => attribute(attributes, key))
        if (name === "Relationship" && id && type && target && attribute(attributes, "TargetMode") !== "External")
          relations.push({ id, type: type.slice(type.lastIndexOf("/") + 1), path: targetPath(path, target) })
      },
    })
  return relations
}
