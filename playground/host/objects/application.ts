import { oneOf } from "../wireArguments.ts"
import { WireObject } from "../wireObject.ts"
import { CultureInfo } from "./cultureInfo.ts"

export class Application extends WireObject {
  override readonly className = "Application"
  override readonly navigation = ["CultureInfo"]

  get CalculationMode(): string {
    return this.host.calculationMode
  }
  set CalculationMode(mode: unknown) {
    this.host.calculationMode = oneOf(mode, ["Automatic", "AutomaticExceptTables", "Manual"])
  }
  get CalculationState(): string {
    return "Done"
  }
  get DecimalSeparator(): string {
    return "."
  }
  get ThousandsSeparator(): string {
    return ","
  }
  get UseSystemSeparators(): boolean {
    return true
  }
  get CultureInfo(): CultureInfo {
    return new CultureInfo(this.host)
  }

  Calculate(type: unknown): void {
    oneOf(type, ["Recalculate", "Full", "FullRebuild"])
    this.workbook.calculate()
  }

  // Performance hints, which the simulated workbook ignores.
  SuspendApiCalculationUntilNextSync(): void {}
  SuspendScreenUpdatingUntilNextSync(): void {}
}
