import { z } from "zod"
import type { SyncView } from "./workbookSync.ts"
import type { OutlineSheet } from "./syncExcel.ts"

const choiceSchema = z.object({
  consent: z.enum(["included", "declined"]),
  /** Which server it was given for: the document may travel to a company that has another one. */
  server: z.string(),
  included: z.array(z.string()),
  /** Sheets that were there when the person chose, or have been taken in since. */
  known: z.array(z.string()),
  /** Every visible sheet was included, so that those to come are, too. */
  newSheets: z.boolean(),
})
type Choice = z.infer<typeof choiceSchema>

/** Where the choice is kept: the document's settings. */
export interface ChoiceSetting {
  read(): unknown
  write(value: unknown): void
}

/** What the person chose for this workbook, remembered in the document. */
export class SyncChoice {
  readonly #setting: ChoiceSetting
  readonly #server: string
  #choice: Choice | undefined

  constructor(setting: ChoiceSetting, server: string) {
    this.#setting = setting
    this.#server = server
    const kept = choiceSchema.safeParse(setting.read()).data
    this.#choice = kept?.server === server ? kept : undefined
  }

  get consent(): SyncView["consent"] {
    return this.#choice?.consent ?? "undecided"
  }

  /** Whether the sheet's cells may be read; before the choice, what is offered: the visible sheets. */
  includes({ sheetId, visibility }: OutlineSheet): boolean {
    if (!this.#choice) return visibility === "visible"
    if (this.#choice.known.includes(sheetId)) return this.#choice.included.includes(sheetId)
    return this.#choice.newSheets && visibility === "visible"
  }

  include(sheetIds: readonly string[], sheets: readonly OutlineSheet[]): void {
    this.#keep({
      consent: "included",
      server: this.#server,
      included: [...sheetIds],
      known: [...new Set([...sheets.map(({ sheetId }) => sheetId), ...sheetIds])],
      newSheets: sheets.every(({ sheetId, visibility }) => visibility !== "visible" || sheetIds.includes(sheetId)),
    })
  }

  /** Makes what goes for new sheets go for these from now on, also when they are hidden or shown later. */
  takeIn(sheets: readonly OutlineSheet[]): void {
    const choice = this.#choice
    const unknown = sheets.filter(({ sheetId }) => !choice?.known.includes(sheetId))
    if (choice?.consent !== "included" || unknown.length === 0) return
    const included = unknown.filter((sheet) => this.includes(sheet)).map(({ sheetId }) => sheetId)
    this.#keep({
      ...choice,
      included: [...choice.included, ...included],
      known: [...choice.known, ...unknown.map(({ sheetId }) => sheetId)],
    })
  }

  decline(): void {
    this.#keep({ consent: "declined", server: this.#server, included: [], known: [], newSheets: false })
  }

  #keep(choice: Choice): void {
    this.#choice = choice
    this.#setting.write(choice)
  }
}
