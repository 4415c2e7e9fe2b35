import type { Route } from "../routing/route.ts"
import { askingRoutes, type AskingParts } from "./askingRoutes.ts"
import { conversationRoutes, type ConversationParts } from "./conversationRoutes.ts"
import { fileRoutes, type FileRouteParts } from "./fileRoutes.ts"
import { followingRoutes, type FollowingParts } from "./followingRoutes.ts"
import { knowledgeRoutes, type KnowledgeParts } from "./knowledgeRoutes.ts"
import { operatingRoutes, type OperatingParts } from "./operatingRoutes.ts"
import { startingRoutes, type StartingParts } from "./startingRoutes.ts"
import { workbookRoutes, type WorkbookParts } from "./workbookRoutes.ts"

export type RouteParts = AskingParts &
  ConversationParts &
  WorkbookParts &
  FileRouteParts &
  KnowledgeParts &
  FollowingParts &
  StartingParts &
  OperatingParts

/** Every way to call this server but its socket and its pages: they are served from it, described from it, and the tests call each. */
export const allRoutes: readonly Route<RouteParts>[] = [
  ...askingRoutes,
  ...conversationRoutes,
  ...workbookRoutes,
  ...fileRoutes,
  ...knowledgeRoutes,
  ...followingRoutes,
  ...startingRoutes,
  ...operatingRoutes,
]

/** What of it there is where people sign in this way. */
export const routesFor = (authMode: "local" | "entra"): readonly Route<RouteParts>[] =>
  allRoutes.filter(({ localOnly }) => authMode === "local" || !localOnly)
