import { AppError, type ErrorCode } from "../../shared/errors.ts"
import { officeSupports } from "./officeSupports.ts"

/** Source: https://learn.microsoft.com/office/dev/add-ins/develop/dialog-handle-errors-events. */
const refusals: Record<number, [ErrorCode, string]> = {
  12002: ["offline", "The sign-in window could not load its page. Check your connection, then try again."],
  12003: ["signed_out", "The sign-in window was led to a page without https. Please tell your administrator."],
  12004: ["excel_failed", "Excel does not trust the address of the sign-in window. Please tell your administrator."],
  12005: ["excel_failed", "The sign-in window needs https. Please tell your administrator."],
  12006: ["signed_out", "The sign-in window was closed. Choose Sign in to go on."],
  12007: ["excel_busy", "A window of Excel Chat is open already. Finish there, or close it, then try again."],
  12009: ["signed_out", "The sign-in window was not allowed to open. Choose Sign in, then Allow."],
  12011: [
    "signed_out",
    "Your browser blocked the sign-in window. Allow pop-up windows for this page, then choose Sign in.",
  ],
}

/**
 * Opens a page of the pane's own origin in a window of Office and resolves with the one message it sends, which is text from
 * another window: parse it. The window is closed then. @throws AppError when it cannot be opened or is closed before.
 */
export async function askDialog(url: string): Promise<string> {
  const dialog = await openDialog(url)
  try {
    return await new Promise<string>((resolve, reject) => {
      dialog.addEventHandler(Office.EventType.DialogMessageReceived, (event) => {
        if ("error" in event) reject(dialogError(event.error))
        // A page of another origin can have been loaded in the window; what it says is not an answer.
        else if (isOwn(event.origin)) resolve(event.message)
      })
      dialog.addEventHandler(Office.EventType.DialogEventReceived, (event) => {
        if ("error" in event) reject(dialogError(event.error))
      })
    })
  } finally {
    closeDialog(dialog)
  }
}

function openDialog(url: string): Promise<Office.Dialog> {
  return new Promise((resolve, reject) => {
    Office.context.ui.displayDialogAsync(url, { height: 60, width: 30 }, ({ status, value, error }) => {
      if (status === Office.AsyncResultStatus.Succeeded) resolve(value)
      else reject(dialogError(error.code))
    })
  })
}

/** Hosts without DialogOrigin do not say where a message is from, and deliver those of the pane's own domain only. */
const isOwn = (origin: string | undefined): boolean =>
  origin === undefined ? !officeSupports("DialogOrigin 1.1") : origin === window.location.origin

function closeDialog(dialog: Office.Dialog): void {
  try {
    dialog.close()
  } catch {
    // The person has already closed it: Office.js then throws a plain text.
  }
}

function dialogError(code: number): AppError {
  const [kind, message] = refusals[code] ?? [
    "excel_failed",
    `Excel could not show the sign-in window (${code}). Please try again.`,
  ]
  return new AppError(kind, message)
}
