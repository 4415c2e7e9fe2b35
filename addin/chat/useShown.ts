import { useSyncExternalStore } from "react"

interface Shows<View> {
  readonly subscribe: (listener: () => void) => () => void
  readonly view: () => View
}

/** What a chat or a list of chats shows now; renders again when it changes. */
export const useShown = <View>({ subscribe, view }: Shows<View>): View => useSyncExternalStore(subscribe, view)
