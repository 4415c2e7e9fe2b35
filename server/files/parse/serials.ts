/** Days between the 1904 and the 1900 date systems: all serials here count from 1900. */
export const days1904 = 1462
