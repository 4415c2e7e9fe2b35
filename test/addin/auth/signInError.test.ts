import assert from "node:assert/strict"
import {
  AuthError,
  BrowserAuthError,
  ClientAuthError,
  InteractionRequiredAuthError,
  ServerError,
} from "@azure/msal-browser"
import { signInError } from "../../../addin/auth/signInError.ts"
import { AppError } from "../../../shared/errors.ts"

const entra = (error: string, number: number, subError?: string): ServerError =>
  new ServerError(error, "", `AADSTS${number}: Something for developers. Trace ID: 1 Timestamp: 2026-01-01`, subError)
const advice = (thrown: unknown): [string, string] => {
  const { code, message } = signInError(thrown)
  return [code, message]
}

describe("signInError", () => {
  const cases: [string, unknown, string, RegExp][] = [
    ["consent is needed", entra("invalid_grant", 65001), "signed_out", /needs your permission/],
    [
      "consent is needed, as MSAL says it",
      new InteractionRequiredAuthError("consent_required", ""),
      "signed_out",
      /permission/,
    ],
    ["consent was declined", entra("access_denied", 65004), "signed_out", /was declined/],
    ["only an administrator can consent", entra("access_denied", 90094), "forbidden", /Only an administrator/],
    ["a second factor is needed", entra("interaction_required", 50076), "signed_out", /further check/],
    ["a second factor must be set up", entra("interaction_required", 50079), "signed_out", /further check/],
    ["the device does not comply", entra("access_denied", 53000), "forbidden", /access rules/],
    ["the device has not joined", entra("access_denied", 53001), "forbidden", /access rules/],
    ["this program is not approved", entra("access_denied", 53002), "forbidden", /access rules/],
    ["conditional access blocks", entra("interaction_required", 53003), "forbidden", /access rules/],
    ["a second factor must be registered", entra("interaction_required", 53004), "signed_out", /further check/],
    [
      "the account is of another tenant",
      entra("invalid_grant", 50020),
      "signed_out",
      /does not belong to an organisation/,
    ],
    ["the account is unknown in the tenant", entra("invalid_request", 90072), "signed_out", /does not belong/],
    ["the add-in is not assigned", entra("access_denied", 50105), "forbidden", /not been assigned/],
    ["the account is disabled", entra("invalid_grant", 50057), "forbidden", /account is disabled/],
    ["the account is locked", entra("invalid_grant", 50053), "forbidden", /account is locked/],
    ["the session has ended", entra("invalid_grant", 700084), "signed_out", /has ended/],
    ["the clock is wrong", entra("invalid_grant", 500133), "signed_out", /clock/],
    ["the window was closed", new BrowserAuthError("user_cancelled", ""), "signed_out", /cancelled/],
    ["Excel's window was closed", new ClientAuthError("user_canceled", ""), "signed_out", /cancelled/],
    [
      "Entra's page was cancelled",
      new ServerError("access_denied", "", "The user cancelled.", "cancel"),
      "signed_out",
      /cancelled/,
    ],
    ["pop-ups are blocked", new BrowserAuthError("popup_window_error", ""), "signed_out", /Allow pop-up windows/],
    ["the pop-up stayed empty", new BrowserAuthError("empty_window_error", ""), "signed_out", /Allow pop-up windows/],
    ["it took too long", new BrowserAuthError("timed_out", ""), "signed_out", /too long/],
    ["another one is under way", new BrowserAuthError("interaction_in_progress", ""), "excel_busy", /under way/],
    ["there is no network", new ClientAuthError("no_network_connectivity", ""), "offline", /connection/],
    ["the token cannot be fetched", new ClientAuthError("network_error", ""), "offline", /connection/],
    ["nobody is signed in", new InteractionRequiredAuthError("login_required", ""), "signed_out", /Sign in to go on/],
    ["Excel has no account", new ClientAuthError("no_account_found", ""), "signed_out", /Sign in to go on/],
    ["Entra is busy", entra("temporarily_unavailable", 90033), "sign_in_unavailable", /not available just now/],
  ]
  for (const [title, thrown, code, message] of cases)
    it(`says what to do when ${title}`, () => {
      const [kind, text] = advice(thrown)
      assert.equal(kind, code)
      assert.match(text, message)
      assert.match(text, /\.$/)
    })

  it("leaves a broken registration to another way and gives an administrator its number", () => {
    assert.deepEqual(advice(entra("invalid_request", 50011)), [
      "excel_failed",
      "The sign-in failed (AADSTS50011). Please try again, or tell your administrator.",
    ])
    assert.deepEqual(advice(new ClientAuthError("nested_app_auth_bridge_disabled", "")), [
      "excel_failed",
      "The sign-in failed (nested_app_auth_bridge_disabled). Please try again, or tell your administrator.",
    ])
  })

  it("passes our own errors as they are and survives anything thrown", () => {
    const own = new AppError("offline", "No server.")
    assert.equal(signInError(own), own)
    for (const thrown of [undefined, null, "text", 5, {}, { errorCode: 5 }, new TypeError("x")])
      assert.deepEqual(advice(thrown), [
        "excel_failed",
        "The sign-in failed. Please try again, or tell your administrator.",
      ])
  })

  it("shows nothing that was written into an address by somebody else", () => {
    const [, text] = advice(new AuthError("<img src=x>", "", "Call +1 900 to unlock", "visit evil.example"))
    assert.equal(text, "The sign-in failed. Please try again, or tell your administrator.")
  })
})
