import { Ajv2020, type AnySchema } from "ajv/dist/2020.js"
import addFormats from "ajv-formats"

interface Documented {
  readonly paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, unknown> }> }>>
}

/** Says what is wrong with a reply by the document of the interface, or nothing when it is as described. */
export type CheckReply = (
  operation: { readonly method: string; readonly path: string },
  reply: { readonly status: number; readonly type: string | null; readonly body: unknown },
) => string | undefined

const escaped = (part: string): string => part.replaceAll("~", "~0").replaceAll("/", "~1")

export function documentedReplies(document: unknown): CheckReply {
  const ajv = new Ajv2020({ strict: false })
  // CommonJS: the function stands under the name that TypeScript knows as the default.
  const formats = addFormats as unknown as { default: (ajv: Ajv2020) => void }
  formats.default(ajv)
  ajv.addSchema(document as AnySchema, "interface")
  return ({ method, path }, { status, type, body }) => {
    const { paths } = document as Documented
    const response = paths[path]?.[method]?.responses[status]
    if (!response) return `${method} ${path} does not say that it may reply ${status}`
    const media = type?.split(";")[0] ?? ""
    if (!response.content) return type === null ? undefined : `${status} should come without a body, not as ${media}`
    if (!(media in response.content)) return `${status} should not come as ${media || "nothing"}`
    const pointer = ["paths", path, method, "responses", String(status), "content", media, "schema"].map(escaped)
    const validate = ajv.compile({ $ref: `interface#/${pointer.join("/")}` })
    return validate(body) ? undefined : `${status}: ${ajv.errorsText(validate.errors)}`
  }
}
