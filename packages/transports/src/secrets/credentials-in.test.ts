import { credentialsIn } from "./credentials-in.js";

describe("the credentials in an environment", () => {
  it.each([
    ["API_KEY", "short", true],
    ["GITHUB_TOKEN", "/looks/like/a/path", true],
    ["DATABASE_URL", "postgres://me:word@db/x", true],
    ["SESSION", "Zm9vYmFyYmF6cXV4MTIz", true],
    ["WORKSPACE", "/data/of/2026/reports", false],
    ["NODE_ENV", "production", false],
    ["SITE", "https://example.com/2026", false],
    ["TITLE", "the reports of the year 2026", false],
  ])("%s=%s: %s", (name, value, isOne) => {
    expect(credentialsIn({ [name]: value })).toEqual(isOne ? [value] : []);
  });

  it("are none where there is no environment", () => {
    expect(credentialsIn(undefined)).toEqual([]);
  });
});
