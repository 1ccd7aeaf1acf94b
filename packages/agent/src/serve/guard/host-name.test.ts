import { hostName } from "./host-name.js";

describe("hostName", () => {
  it.each([
    ["Team.Example.com", "team.example.com"],
    ["localhost", "localhost"],
    ["10.0.0.7", "10.0.0.7"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["2001:DB8:0:0::1", "[2001:db8::1]"],
    ["[::1]", "[::1]"],
  ])("writes %s as %s", (name, written) => {
    expect(hostName(name)).toBe(written);
  });

  it.each([
    "",
    "https://team.example.com",
    "team.example.com:8443",
    "[::1]:8443",
    "team.example.com/mcp",
    "*",
    "*.example.com",
    "ann@team.example.com",
    "a b",
    "[team.example.com]",
    "fe80::1%eth0",
  ])("is nothing for %j", (name) => {
    expect(hostName(name)).toBeUndefined();
  });
});
