const currency =
  "USD|EUR|GBP|CHF|JPY|CNY|RMB|INR|AUD|CAD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|BRL|MXN|ZAR|KRW|SGD|HKD|TRY|ILS|AED"
const symbol = "[$€£¥₹₽₩₺₪]"
const scale = "k|m|mn|mio\\.?|bn|mrd\\.?|thousands?|millions?|billions?|tsd\\.?|'?000s?"
/** An amount of money, perhaps in thousands: `USD`, `k€`, `US$ m`, `thousands of EUR`. */
export const moneyUnit = `(?:(?:${scale})\\s*(?:of\\s+)?)?(?:US|A|C|NZ|HK|S)?(?:${symbol}|${currency})(?:\\s*(?:${scale})(?![\\p{L}\\p{N}]))?`
export const scaleUnit = `(?:${scale})`

const measure = [
  "%|‰|pct|percent|pp|bps|#|'?000s?|k|mn|mio|bn|mrd|thousands?|millions?|billions?",
  "kg|g|mg|t|tons?|tonnes?|lbs?|oz",
  "km[²2]?|m[²³23]?|cm[²³23]?|mm|µm|nm|ft[²2]?|sq\\.? ?ft|sqm|in|inch(?:es)?|yd|mi|miles|ha|acres?",
  "l|ml|cl|hl|gal|bbl|°[CF]?|°?[CFK]",
  "s|sec|ms|min|mins|minutes|h|hrs?|hours?|d|days?|wk|weeks?|months?|yrs?|years?",
  "[kMG]?Hz|k?V|mV|m?A|[kMG]?Wh?|[kMG]?J|k?cal|btu|k?N|[kM]?Pa|bar|psi|ppm|ppb|m?mol",
  "[kKMGT]i?B|rpm|mph|km/h|kph|m/s|l/100 ?km|g/km|kg/m3",
  "units?|pcs|pieces|items|persons|people|fte",
].join("|")
/** What is measured: `kg`, `m²`, `%`, `hours`. */
export const measureUnit = `(?:${measure})`

/** Measures that are no words and no names, as they are written. */
export const plainMeasure =
  "%|kg|mg|lbs|km|cm|mm|km[²2]|m[²³23]|cm[²³23]|ha|ml|hl|°[CF]|kHz|MHz|GHz|kV|kW|MW|GW|kWh|MWh|GWh|kJ|MJ|kcal|kPa|MPa|psi|ppm|ppb|kB|MB|GB|TB|rpm|mph|km/h|m/s|pcs"

const whole = new RegExp(
  `^\\s*[([]?\\s*(?:in\\s+)?(?:${moneyUnit}(?:\\s*/\\s*\\p{L}+)?|${measureUnit})\\s*[)\\]]?\\s*$`,
  "iu",
)

/** True for text that is a unit and nothing else. */
export const isUnitText = (text: string): boolean => text.length < 30 && whole.test(text)
