import { envHeaders } from "./env-headers.js";

describe("environment variables as headers", () => {
  it.each([
    ["AUTH_TOKEN", "Authorization"],
    ["X_API_KEY", "X-API-KEY"],
    ["x_tenant", "x-tenant"],
    ["ACCEPT", "ACCEPT"],
    ["MY_AUTH_TOKEN", "MY-AUTH-TOKEN"],
  ])("sends %s as %s", (variable, header) => {
    expect(envHeaders({ [variable]: "as it is" })).toEqual({ [header]: "as it is" });
  });

  it("sends nothing for nothing", () => {
    expect(envHeaders(undefined)).toEqual({});
  });
});
