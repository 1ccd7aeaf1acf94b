import { remoteServer } from "../http/remote-server.js";
import { resolveEndpoint } from "./endpoint.js";

const server = () => remoteServer("sse", { url: "https://example.com:8443/v1/sse?key=0123456789" });

describe("the endpoint that a server names", () => {
  it.each([
    ["/messages?sessionId=1", "https://example.com:8443/messages?sessionId=1"],
    ["messages/", "https://example.com:8443/v1/messages/"],
    ["?session=1", "https://example.com:8443/v1/sse?session=1"],
    [" https://example.com:8443/m ", "https://example.com:8443/m"],
    ["https://user:password@example.com:8443/m", "https://example.com:8443/m"],
  ])("as %j is %s", (data, url) => {
    expect(resolveEndpoint(server(), data).href).toBe(url);
  });

  it.each([
    "//evil.example/m",
    "http://example.com:8443/m",
    "https://example.com/m",
    "https://example.com.evil:8443/m",
    "data:x",
  ])("may not be of another origin, such as %j", (data) => {
    expect(() => resolveEndpoint(server(), data)).toThrow("which is another origin");
  });

  it("holds the session, which is a secret from then on", () => {
    const remote = server();
    resolveEndpoint(remote, "/m?sessionId=abcdefgh");
    expect(remote.secrets.mask("abcdefgh")).toBe("***");
  });
});
