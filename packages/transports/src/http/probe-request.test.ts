import { envelopeOf, isProbeAnswer, probeRequest } from "./probe-request.js";

const envelope = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "test", version: "1.0.0" },
  "io.modelcontextprotocol/clientCapabilities": {},
};

describe("the request that finds out whether a server is alive", () => {
  it("is a ping in the legacy era", () => {
    expect(probeRequest(3, undefined)).toEqual({ jsonrpc: "2.0", id: "mcp-team:ping:3", method: "ping" });
  });

  it("is server/discover in the modern era, with what every request carries there", () => {
    const _meta = { ...envelope, progressToken: 7 };
    const call = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { _meta } } as const;
    expect(probeRequest(1, envelopeOf(call))).toMatchObject({
      method: "server/discover",
      params: { _meta: envelope },
    });
    expect(probeRequest(1, envelopeOf(call)).params?._meta).not.toHaveProperty("progressToken");
  });

  it.each([
    ["nothing", undefined],
    ["no _meta", {}],
    ["a _meta of the legacy era", { _meta: { progressToken: 1 } }],
  ])("takes a request with %s for one of the legacy era", (_what, params) => {
    expect(envelopeOf({ jsonrpc: "2.0", id: 1, method: "tools/list", params })).toBeUndefined();
  });

  it("is told from all others by its answer", () => {
    expect(isProbeAnswer({ jsonrpc: "2.0", id: "mcp-team:ping:1", result: {} })).toBe(true);
    expect(
      isProbeAnswer({ jsonrpc: "2.0", id: "mcp-team:ping:1", error: { code: -32_601, message: "?" } }),
    ).toBe(true);
    expect(isProbeAnswer({ jsonrpc: "2.0", id: 1, result: {} })).toBe(false);
    expect(isProbeAnswer({ jsonrpc: "2.0", id: "mcp-team:ping:1", method: "ping" })).toBe(false);
  });
});
