import { isTelling, wordsOf } from "./words.js";

describe("the words of a text", () => {
  it.each([
    ["list_open_issues", "list open issues"],
    ["listOpenIssues", "list open issues"],
    ["server__list-issues.v2", "server list issues v2"],
    ["parseHTMLPage", "parse html page"],
    ["What's Ana's e-mail?", "what s ana s e mail"],
    ["Größe in m², 日本", "größe in m² 日本"],
    ["", ""],
  ])("%j: %s", (text, words) => {
    expect(wordsOf(text).join(" ")).toBe(words);
  });

  it("do not all tell what somebody wants", () => {
    expect(wordsOf("Could you please show me the weather in Oslo?").filter(isTelling)).toEqual([
      "show",
      "weather",
      "oslo",
    ]);
  });
});
