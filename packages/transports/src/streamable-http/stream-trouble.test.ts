import { remoteServer } from "../http/remote-server.js";
import { explainStreamTrouble, isStreamLost } from "./stream-trouble.js";

const server = remoteServer("http", { url: "http://host/mcp", name: "shop", env: { KEY: "sk-012345" } });

describe("what the SDK tells of its streams", () => {
  it.each([
    ["SSE stream disconnected: TypeError: terminated", "cut off a stream: TypeError: terminated.", false],
    ["Failed to reconnect SSE stream: sk-012345", "did not resume a stream: ***.", false],
    ["Failed to reconnect: x", "did not resume a stream: x.", false],
    ["Maximum reconnection attempts (2) exceeded.", "was lost: a stream could not be resumed: Maximum", true],
  ])("as %j is put in words", (text, message, lost) => {
    const error = new Error(text);
    expect(explainStreamTrouble(server, error)?.message).toContain(
      `Server "shop" at http://host/mcp ${message}`,
    );
    expect(isStreamLost(error)).toBe(lost);
  });

  it("is told from anything else", () => {
    expect(explainStreamTrouble(server, new Error("fetch failed"))).toBeUndefined();
    expect(explainStreamTrouble(server, undefined)).toBeUndefined();
    expect(isStreamLost(new Error("fetch failed"))).toBe(false);
  });
});
