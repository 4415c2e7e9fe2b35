import { AppError, type ErrorCode } from "../../shared/errors.ts"

type Advice = readonly [ErrorCode, string]

const toGoOn: Advice = ["signed_out", "Sign in to go on."]
const cancelled: Advice = ["signed_out", "The sign-in was cancelled. Choose Sign in to go on."]
const declined: Advice = [
  "signed_out",
  "The permission that Excel Chat needs was declined. Choose Sign in and accept it to go on.",
]
const consent: Advice = [
  "signed_out",
  "Excel Chat needs your permission to know who you are. Choose Sign in and accept it, or ask your administrator to.",
]
const adminConsent: Advice = [
  "forbidden",
  "Only an administrator can allow Excel Chat in your organisation. Ask for it, then try again.",
]
const furtherCheck: Advice = [
  "signed_out",
  "Your organisation asks for a further check of who you are. Choose Sign in to go on.",
]
const expired: Advice = ["signed_out", "Your sign-in has ended. Choose Sign in to go on."]
const policy: Advice = [
  "forbidden",
  "Your organisation's access rules do not allow Excel Chat on this device or from here. Please ask your administrator.",
]
const wrongTenant: Advice = [
  "signed_out",
  "This account does not belong to an organisation that uses Excel Chat here. Choose Sign in and take your work account.",
]
const notAssigned: Advice = ["forbidden", "Excel Chat has not been assigned to you. Please ask your administrator."]
const disabled: Advice = ["forbidden", "Your account is disabled. Please ask your administrator."]
const locked: Advice = ["forbidden", "Your account is locked for now. Wait some minutes, or ask your administrator."]
const clock: Advice = [
  "signed_out",
  "The clock of this device seems to be wrong. Set its date and time right, then choose Sign in.",
]
const blocked: Advice = [
  "signed_out",
  "The sign-in window was blocked. Allow pop-up windows for this page, then choose Sign in.",
]
const slow: Advice = ["signed_out", "The sign-in took too long. Choose Sign in to try again."]
const underWay: Advice = ["excel_busy", "A sign-in is already under way. Finish it, then try again."]
const offline: Advice = ["offline", "Microsoft's sign-in cannot be reached. Check your connection, then try again."]
const unavailable: Advice = [
  "sign_in_unavailable",
  "Microsoft's sign-in is not available just now. Please try again in a moment.",
]

/**
 * Numbers in Entra's descriptions. Microsoft may change them, so they only choose a better sentence where one is known.
 * Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes.
 */
const byNumber = new Map<number, Advice>(
  (
    [
      [consent, [65001, 90008]],
      [declined, [65004]],
      [adminConsent, [90094, 90095, 90099, 650056]],
      [furtherCheck, [50072, 50074, 50076, 50078, 50079, 50125, 50158, 53004]],
      [expired, [50055, 50089, 50132, 50133, 50144, 50173, 70008, 70043, 700082, 700084]],
      [policy, [50005, 50097, 50131, 53000, 53001, 53002, 53003, 53010, 53011, 530032, 530034, 530035, 500021, 500022]],
      [wrongTenant, [16000, 16003, 50014, 50020, 50034, 51004, 90072, 500208, 500212, 500213]],
      [notAssigned, [50105]],
      [disabled, [50057]],
      [locked, [50053]],
      [clock, [500133, 80013]],
      [unavailable, [50033, 50087, 50196, 90006, 90012, 90024, 90033, 90055, 90090]],
    ] as const
  ).flatMap(([advice, numbers]) => numbers.map((number) => [number, advice] as const)),
)

/** Errors of the OAuth 2.0 protocol (RFC 6749, OpenID Connect), of MSAL itself and of its bridge to Excel. */
const byCode = new Map<string, Advice>(
  (
    [
      [cancelled, ["user_cancelled", "user_canceled"]],
      [declined, ["access_denied"]],
      [consent, ["consent_required"]],
      [furtherCheck, ["interaction_required", "ui_not_allowed", "interrupted_user"]],
      [
        toGoOn,
        ["login_required", "no_account_found", "no_account_error", "no_tokens_found", "native_account_unavailable"],
      ],
      [expired, ["refresh_token_expired", "bad_token"]],
      [blocked, ["popup_window_error", "empty_window_error", "block_nested_popups"]],
      [slow, ["timed_out"]],
      [underWay, ["interaction_in_progress"]],
      [offline, ["no_network_connectivity", "network_error", "post_request_failed", "get_request_failed"]],
      [unavailable, ["temporarily_unavailable", "server_error", "endpoints_resolution_error", "openid_config_error"]],
    ] as const
  ).flatMap(([advice, codes]) => codes.map((code) => [code, advice] as const)),
)

/** What to tell a person of a failed sign-in: MSAL's errors become AppErrors; one of ours passes as it is. */
export function signInError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const { code, subError, number } = readError(thrown)
  const advice =
    (number === undefined ? undefined : byNumber.get(number)) ??
    // Entra marks a closed consent page as access_denied with this suberror.
    (subError === "cancel" ? cancelled : undefined) ??
    byCode.get(subError) ??
    byCode.get(code) ??
    unknown(code, number)
  return new AppError(...advice, { cause: thrown })
}

/** The registration or this Excel stand in the way: another way to sign in may work, and the code is what an administrator needs. */
function unknown(code: string, number: number | undefined): Advice {
  const name = number === undefined ? code : `AADSTS${number}`
  return ["excel_failed", `The sign-in failed${name && ` (${name})`}. Please try again, or tell your administrator.`]
}

function readError(thrown: unknown): { code: string; subError: string; number: number | undefined } {
  const read = (name: string): string => {
    const value: unknown = typeof thrown === "object" && thrown !== null ? Reflect.get(thrown, name) : undefined
    return typeof value === "string" ? value : ""
  }
  const number = /AADSTS(\d{4,9})\b/.exec(read("errorMessage"))?.[1]
  // Error codes are plain words; anything else could have been forged in the redirect.
  const name = (text: string): string => (/^[a-z_]{1,60}$/.test(text) ? text : "")
  return {
    code: name(read("errorCode")),
    subError: name(read("subError")),
    number: number === undefined ? undefined : Number(number),
  }
}
