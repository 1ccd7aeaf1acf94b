import type { JSONRPCMessage } from "@modelcontextprotocol/client";
import { maskMessage } from "./mask-message.js";
import { maskSecrets } from "./mask-secrets.js";

const masked = (message: object, ...secrets: string[]) =>
  maskMessage({ jsonrpc: "2.0", ...message } as JSONRPCMessage, (text) => maskSecrets(text, secrets));

describe("the words of the protocol in what a server says about itself", () => {
  it("stay as they are in a log message: LOG_LEVEL=info does not cost the messages of that level", () => {
    const params = { level: "info", logger: "info desk", data: { text: "info: started" } };
    expect(masked({ method: "notifications/message", params }, "info")).toMatchObject({
      params: { level: "info", logger: "*** desk", data: { text: "***: started" } },
    });
  });

  it("stay as they are in a failed result, its fields, its kinds of content and its media types", () => {
    const content = [
      { type: "text", text: "text was refused", annotations: { audience: ["assistant"] } },
      { type: "resource", resource: { uri: "memo:text", mimeType: "text/plain", text: "some text" } },
    ];
    const structuredContent = { reason: "text" };
    const result = { content, isError: true, structuredContent, resultType: "complete" };
    const secrets = ["text", "content", "assistant", "complete", "resource"];
    expect(masked({ id: 1, result }, ...secrets)).toEqual({
      jsonrpc: "2.0",
      id: 1,
      result: {
        content: [
          { type: "text", text: "*** was refused", annotations: { audience: ["assistant"] } },
          { type: "resource", resource: { uri: "memo:***", mimeType: "text/plain", text: "some ***" } },
        ],
        isError: true,
        structuredContent: { reason: "***" },
        resultType: "complete",
      },
    });
  });

  it("stay as they are in an error", () => {
    const error = { code: -32_000, message: "no message for message", data: { message: "message" } };
    expect(masked({ id: 1, error }, "message")).toMatchObject({
      error: { code: -32_000, message: "no *** for ***", data: { "***": "***" } },
    });
  });
});

describe("what a server says about itself", () => {
  it.each([
    ["a result of nothing", { method: "notifications/x", result: null }],
    ["a failed result", { method: "notifications/x", result: { isError: true } }],
  ])("may be a notification that has %s in it", (_, message) => {
    expect(masked(message, "secret")).toEqual({ jsonrpc: "2.0", ...message });
  });

  it.each([[null], ["text"], [{}], [[null, 5, "text"]]])(
    "may be a failed result with the content %j",
    (content) => {
      const result = { content, isError: true };
      expect(masked({ id: 1, result }, "secret")).toEqual({ jsonrpc: "2.0", id: 1, result });
    },
  );
});
