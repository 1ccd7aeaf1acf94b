import { remoteServer } from "../http/remote-server.js";
import { explainStreamTrouble } from "./stream-trouble.js";

const secret = testSecret("stream-trouble");

const server = remoteServer("http", { url: "http://host/mcp", name: "shop", env: { KEY: secret } });

describe("what the SDK tells of its streams", () => {
  it.each([
    ["SSE stream disconnected: TypeError: terminated", "cut off a stream: TypeError: terminated."],
    [`Failed to reconnect SSE stream: ${secret}`, "did not resume a stream: ***."],
    ["Failed to reconnect: x", "did not resume a stream: x."],
    ["Maximum reconnection attempts (2) exceeded.", "was lost: a stream could not be resumed: Maximum"],
  ])("is put in words: example %#", (text, message) => {
    expect(explainStreamTrouble(server, new Error(text))?.message).toContain(
      `Server "shop" at http://host/mcp ${message}`,
    );
  });

  it("is told from anything else", () => {
    expect(explainStreamTrouble(server, new Error("fetch failed"))).toBeUndefined();
    expect(explainStreamTrouble(server, undefined)).toBeUndefined();
  });
});
