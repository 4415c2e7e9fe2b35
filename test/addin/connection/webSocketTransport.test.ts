import assert from "node:assert/strict"
import { socketUrl } from "../../../addin/connection/webSocketTransport.ts"

describe("socketUrl", () => {
  it("is on the pane's own origin, encrypted like the page", () => {
    assert.equal(
      socketUrl({ protocol: "https:", host: "chat.example.com" }, "s 1", "a/b"),
      "wss://chat.example.com/ws/chat/s%201?ticket=a%2Fb",
    )
    assert.equal(
      socketUrl({ protocol: "http:", host: "localhost:3000" }, "s1", "t"),
      "ws://localhost:3000/ws/chat/s1?ticket=t",
    )
  })
})
