import type { Session } from "../../shared/conversation.ts"
import { toAppError, type AppError } from "../../shared/errors.ts"
import type { Backend } from "./backend.ts"

export interface ChatListView {
  /** What is searched for; empty for all. */
  readonly text: string
  /** Chats in which something was asked, last used first. */
  readonly chats: readonly Session[]
  /** The names of all chats that were found so far, by their ids. */
  readonly titles: ReadonlyMap<string, string>
  readonly loading: boolean
  /** There are older ones. */
  readonly more: boolean
  /** Why the last thing that was asked for did not work. */
  readonly problem: AppError | null
}

/** The chats of one workbook: found, renamed and deleted. */
export class ChatList {
  readonly #backend: Pick<Backend, "listChats" | "renameChat" | "deleteChat">
  readonly #workbookId: string
  readonly #listeners = new Set<() => void>()
  #view: ChatListView = { text: "", chats: [], titles: new Map(), loading: false, more: false, problem: null }
  #cursor: string | null = null
  /** Counts searches, so that a late page of an earlier one is dropped. */
  #generation = 0

  constructor(backend: Pick<Backend, "listChats" | "renameChat" | "deleteChat">, workbookId: string) {
    this.#backend = backend
    this.#workbookId = workbookId
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly view = (): ChatListView => this.#view

  /** Lists from the beginning. What was found before stays until the reply is here. */
  async search(text: string): Promise<void> {
    this.#cursor = null
    await this.#load(++this.#generation, text, [])
  }

  /** Adds the next page. */
  async more(): Promise<void> {
    if (this.#view.loading || !this.#view.more) return
    await this.#load(this.#generation, this.#view.text, this.#view.chats)
  }

  /** The chat under its new name, or undefined when it could not be renamed. */
  rename(sessionId: string, title: string): Promise<Session | undefined> {
    return this.#attempt(async () => {
      const renamed = await this.#backend.renameChat(sessionId, title)
      this.#set({
        chats: this.#view.chats.map((chat) => (chat.sessionId === sessionId ? renamed : chat)),
        titles: new Map([...this.#view.titles, [sessionId, renamed.title]]),
      })
      return renamed
    })
  }

  /** True when it is gone, also when it was before. */
  async delete(sessionId: string): Promise<boolean> {
    const gone = await this.#attempt(async () => {
      await this.#backend.deleteChat(sessionId).catch(unlessGone)
      this.#set({ chats: this.#view.chats.filter((chat) => chat.sessionId !== sessionId) })
      return true
    })
    return gone ?? false
  }

  async #load(generation: number, text: string, before: readonly Session[]): Promise<void> {
    this.#set({ text, loading: true, problem: null })
    try {
      const page = await this.#backend.listChats({ workbookId: this.#workbookId, text, cursor: this.#cursor })
      if (generation !== this.#generation) return
      this.#cursor = page.nextCursor
      const known = new Set(before.map(({ sessionId }) => sessionId))
      const added = page.sessions.filter(({ sessionId, messageCount }) => messageCount > 0 && !known.has(sessionId))
      const titles = new Map([...this.#view.titles, ...added.map((chat) => [chat.sessionId, chat.title] as const)])
      this.#set({ chats: [...before, ...added], titles, more: page.nextCursor !== null, loading: false })
    } catch (thrown) {
      if (generation === this.#generation) this.#set({ loading: false, problem: toAppError(thrown) })
    }
  }

  async #attempt<T>(change: () => Promise<T>): Promise<T | undefined> {
    this.#set({ problem: null })
    try {
      return await change()
    } catch (thrown) {
      this.#set({ problem: toAppError(thrown) })
      return undefined
    }
  }

  #set(change: Partial<ChatListView>): void {
    this.#view = { ...this.#view, ...change }
    for (const listener of this.#listeners) listener()
  }
}

function unlessGone(thrown: unknown): void {
  if (toAppError(thrown).code !== "not_found") throw thrown
}
