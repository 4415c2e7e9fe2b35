import { z } from "zod"

// The cross-frame protocol of Office.js 1.1 (Microsoft.Office.Common): JSON text over postMessage. Read from the client library.

export const officeRequestSchema = z.object({
  _messageType: z.literal(0),
  _actionName: z.string(),
  _conversationId: z.string(),
  _correlationId: z.number(),
  _actionType: z.number(),
  _data: z.unknown(),
})

export type OfficeRequest = z.infer<typeof officeRequestSchema>

export const messageAction = { invoke: 0, registerEvent: 1, unregisterEvent: 2 } as const

/** Errors of the transport itself. */
export const transportError = { none: 0, unknownMethod: -2 } as const

/** Where the keyboard goes, told by either side: OSF.AgaveHostAction. */
export const focusAction = {
  enter: 4,
  next: 5,
  previous: 6,
  tabbedNext: 13,
  tabbedPrevious: 14,
  escaped: 15,
  f2: 16,
} as const

/** `ContextActivationManager_notifyHost`: the add-in's id, what happened, and what belongs to it. */
export const notifyHostSchema = z.tuple([z.unknown(), z.number()], z.unknown())

/** Office.js listens for its host in a conversation of its own. */
export const notificationSuffix = "_ntf"

/** Calls of `executeMethod`, by their DispatchId. */
export const dispatch = {
  loadSettings: 75,
  saveSettings: 76,
  richApiRequest: 93,
  commandCompleted: 94,
  getAccessToken: 98,
} as const

export const methodCallSchema = z.object({ DdaMethod: z.object({ DispatchId: z.number() }).loose() }).loose()

/** `[customData, "POST", "ProcessQuery", headers, body, permission, flags, …]`. */
export const richApiCallSchema = z.object({
  ArrayData: z.tuple(
    [z.unknown(), z.string(), z.string(), z.unknown(), z.string(), z.unknown(), z.number()],
    z.unknown(),
  ),
})

export const saveSettingsSchema = z.object({
  DdaSettingsMethod: z.object({ Properties: z.array(z.tuple([z.string(), z.string()])) }),
})

/** `appCommandInvocationCompleted`: its parameters are numbered; the first is the button's id. */
export const commandCompletedSchema = z.object({ 0: z.string() })

/** `OSF.DDA.ErrorCodeManager`: the call is not supported by this host; the host failed. */
export const officeError = { notSupported: 5000, internal: 5001 } as const
