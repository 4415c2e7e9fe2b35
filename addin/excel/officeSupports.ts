/** Requirement sets that sign-in asks for; the manifest asks for none of them. */
export type SignInSet = "NestedAppAuth 1.1" | "IdentityAPI 1.3" | "DialogOrigin 1.1"

/** Whether this Excel has a requirement set. */
export function officeSupports(set: SignInSet): boolean {
  const [name = "", version = ""] = set.split(" ")
  return Office.context.requirements.isSetSupported(name, version)
}
