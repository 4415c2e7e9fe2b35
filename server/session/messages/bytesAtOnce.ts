/** What is parsed and checked on the event loop, in about five milliseconds. Larger messages and bodies are parsed in a process. */
export const bytesAtOnce = 256 * 1024
