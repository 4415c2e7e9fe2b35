/** The Office.js error codes the simulated workbook throws; the host puts them on the wire as they are. */
export type SimErrorCode =
  "InvalidArgument" | "InvalidOperation" | "InvalidReference" | "ItemAlreadyExists" | "ItemNotFound" | "InvalidName"

/** An edit that Excel would refuse, with Excel's code and a sentence like Excel's. */
export class SimError extends Error {
  readonly code: SimErrorCode

  constructor(code: SimErrorCode, message: string) {
    super(message)
    this.name = "SimError"
    this.code = code
  }
}
