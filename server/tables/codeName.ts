/** True for names of columns whose digits are identifiers rather than amounts. */
export const isCodeName = (name: string): boolean =>
  /(^|[^\p{L}])(id|ids|code|codes|zip|plz|postcode|postal|phone|tel|mobile|fax|(?:no|nr|num|number)(?! of\b)|sku|iban|account|konto|pos|position|isbn|ean|upc|key|ref|reference|serial|part)([^\p{L}]|$)|(Id|ID|No|Nr)$/iu.test(
    name,
  )
