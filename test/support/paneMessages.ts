import { parseServerMessage, type ServerMessage } from "../../shared/protocol.ts"

type MessageOf<T extends ServerMessage["type"]> = Extract<ServerMessage, { type: T }>

/** What has arrived at a pane, checked against the protocol, and what is to come. */
export class PaneMessages {
  readonly messages: ServerMessage[] = []
  readonly #waiting = new Set<() => void>()
  #end: { code: number; reason: string } | undefined

  take(text: string): void {
    const parsed = parseServerMessage(text)
    if (!parsed.ok) throw new Error(`The server sent something outside the protocol: ${parsed.reason}`)
    this.messages.push(parsed.message)
    this.#wake()
  }

  /** Nothing more will come. */
  end(code: number, reason: string): void {
    this.#end ??= { code, reason }
    this.#wake()
  }

  of<T extends ServerMessage["type"]>(type: T): MessageOf<T>[] {
    return this.messages.filter((message): message is MessageOf<T> => message.type === type)
  }

  /** The first (or `count`-th) message of a type, as soon as it is there. */
  async next<T extends ServerMessage["type"]>(type: T, count = 1): Promise<MessageOf<T>> {
    for (;;) {
      const found = this.of(type)[count - 1]
      if (found) return found
      await this.arrival()
    }
  }

  /** Resolves when another message of any type has come. */
  async arrival(): Promise<void> {
    if (!this.#end) await this.#change()
    if (this.#end) throw new Error(`The line closed (${this.#end.code} ${this.#end.reason}) before the message came.`)
  }

  async ended(): Promise<{ code: number; reason: string }> {
    while (!this.#end) await this.#change()
    return this.#end
  }

  /** The text of all answers so far. */
  text(): string {
    return this.of("assistant_response_chunk")
      .map(({ content }) => content)
      .join("")
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve))
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve()
    this.#waiting.clear()
  }
}
