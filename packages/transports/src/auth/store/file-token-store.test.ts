import { fileTokenStore } from "./file-token-store.js";

describe("a file of tokens", () => {
  it.each<[unknown, string]>([
    [undefined, "nothing"],
    [5, "a number"],
    ["", "an empty text"],
    [new URL("https://example.com/tokens.json"), 'a "https:" address'],
  ])("has a path, and %j is none", (path, given) => {
    expect(() => fileTokenStore(path as string)).toThrow(
      `auth.oauth.store: fileTokenStore(path) needs the path of a file such as "tokens.json", not ${given}`,
    );
  });
});
