import type { IncomingMessage } from "node:http";
import { type SourceOptions, sourceCheck } from "./check-source.js";

const refused = (options: SourceOptions, headers: Record<string, string>) =>
  sourceCheck(options)({ headers } as unknown as IncomingMessage);

describe("sourceCheck", () => {
  const local = { host: "127.0.0.1" };
  const extension = { allowedOrigins: ["chrome-extension://abcdef"] };
  const named = {
    host: "0.0.0.0",
    allowedHosts: ["Team.example.com"],
    allowedOrigins: ["https://app.example.com", "other.example.com"],
  };

  it.each<[SourceOptions, Record<string, string>]>([
    [local, { host: "127.0.0.1:8080" }],
    [local, { host: "localhost" }],
    [local, { host: "LOCALHOST:1" }],
    [local, { host: "[::1]:8080", origin: "http://localhost:3000" }],
    [{ host: "127.0.0.2" }, { host: "127.0.0.2:1", origin: "http://127.0.0.2:1" }],
    [{ host: "::1" }, { host: "[::1]:1" }],
    [{ allowedHosts: ["2001:DB8:0::1"] }, { host: "[2001:db8::1]:8443" }],
    [{ allowedHosts: ["bücher.example"] }, { host: "xn--bcher-kva.example" }],
    [extension, { host: "localhost", origin: "chrome-extension://abcdef" }],
    [named, { host: "team.example.com" }],
    [named, { host: "team.example.com:8443", origin: "https://app.example.com" }],
    [named, { host: "team.example.com", origin: "http://other.example.com:99" }],
  ])("with %j lets %j pass", (options, headers) => {
    expect(refused(options, headers)).toBeUndefined();
  });

  it.each<[SourceOptions, Record<string, string>, string]>([
    [local, {}, "Invalid Host: none"],
    [local, { host: "evil.example" }, "Invalid Host: evil.example"],
    [local, { host: "localhost.evil.example" }, "Invalid Host"],
    [local, { host: "127.0.0.1@evil.example" }, "Invalid Host"],
    [local, { host: "a b" }, "Invalid Host"],
    [local, { host: "localhost", origin: "http://evil.example" }, "Invalid Origin: http://evil.example"],
    [local, { host: "localhost", origin: "null" }, "Invalid Origin: null"],
    [extension, { host: "localhost", origin: "chrome-extension://other" }, "Invalid Origin"],
    [named, { host: "localhost" }, "Invalid Host"],
    [named, { host: "team.example.com", origin: "http://app.example.com" }, "Invalid Origin"],
    [named, { host: "team.example.com", origin: "https://app.example.com:8443" }, "Invalid Origin"],
    [named, { host: "team.example.com", origin: "http://localhost" }, "Invalid Origin"],
  ])("with %j refuses %j", (options, headers, reason) => {
    expect(refused(options, headers)).toContain(reason);
  });
});
