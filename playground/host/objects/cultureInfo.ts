import { WireObject } from "../wireObject.ts"

/** The simulated Excel speaks English (United States). */
export class CultureInfo extends WireObject {
  override readonly className = "CultureInfo"
  override readonly navigation = ["NumberFormat", "DatetimeFormat"]

  get Name(): string {
    return "en-US"
  }
  get NumberFormat(): NumberFormatInfo {
    return new NumberFormatInfo(this.host)
  }
  get DatetimeFormat(): DatetimeFormatInfo {
    return new DatetimeFormatInfo(this.host)
  }
}

export class NumberFormatInfo extends WireObject {
  override readonly className = "NumberFormatInfo"

  get NumberDecimalSeparator(): string {
    return "."
  }
  get NumberGroupSeparator(): string {
    return ","
  }
}

export class DatetimeFormatInfo extends WireObject {
  override readonly className = "DatetimeFormatInfo"

  get DateSeparator(): string {
    return "/"
  }
  get LongDatePattern(): string {
    return "dddd, mmmm d, yyyy"
  }
  get LongTimePattern(): string {
    return "h:mm:ss AM/PM"
  }
  get ShortDatePattern(): string {
    return "m/d/yyyy"
  }
  get TimeSeparator(): string {
    return ":"
  }
}
