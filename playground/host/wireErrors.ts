/** A refusal of the host itself; what the workbook refuses arrives as its own SimError. Both carry Office.js codes. */
export class HostError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = "HostError"
    this.code = code
  }
}

/** Errors as Excel words them (codes: https://learn.microsoft.com/office/dev/add-ins/testing/application-specific-api-error-handling). */
export const invalidArgument = (): HostError =>
  new HostError("InvalidArgument", "The argument is invalid or missing or has an incorrect format.")

export const itemNotFound = (): HostError => new HostError("ItemNotFound", "The requested resource doesn't exist.")

export const invalidReference = (): HostError =>
  new HostError("InvalidReference", "This reference is not valid for the current operation.")

export const sizeMismatch = (): HostError =>
  new HostError(
    "InvalidArgument",
    "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
  )

export const notImplemented = (className: string, member: string): HostError =>
  new HostError("ApiNotFound", `Excel.${className}.${member} is not implemented in the simulated Excel`)

export const responseTooLarge = (): HostError =>
  new HostError(
    "ResponsePayloadSizeLimitExceeded",
    "The response payload size has exceeded the limit. Please refer to the documentation for guidance on optimizing your code.",
  )

export const requestTooLarge = (): HostError =>
  new HostError(
    "RequestPayloadSizeLimitExceeded",
    "The request payload size has exceeded the limit. Please refer to the documentation for guidance on optimizing your code.",
  )

export const inCellEditMode = (): HostError =>
  new HostError(
    "InvalidOperationInCellEditMode",
    "Excel is in cell-editing mode. Please exit the edit mode by pressing ENTER or TAB or selecting another cell, and then try again.",
  )
