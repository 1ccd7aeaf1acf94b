import { answerForOverlong } from "./overlong-answer.js";

describe("answerForOverlong", () => {
  it.each([
    ["an id at the beginning", `{"jsonrpc":"2.0","id":7,"result":{"conte`, `xxxx"}]}}`, 7],
    ["an id before the version", `{ "id": "a-1", "jsonrpc": "2.0", "resu`, `xx"}]}}`, "a-1"],
    [
      "an id at the end",
      `{"result":{"content":[{"type":"text","text":"`,
      `xxx"}]},"jsonrpc":"2.0","id":12}`,
      12,
    ],
    ["an id before a version at the end", `{"result":{"con`, `xx"}]},"id":3,"jsonrpc":"2.0"}`, 3],
  ])("finds %s", (_, head, tail, id) => {
    expect(answerForOverlong(head, tail, "too long")).toEqual({
      jsonrpc: "2.0",
      id,
      error: { code: -32_000, message: "too long", data: { mcpTeam: "answer-too-long" } },
    });
  });

  it.each([
    ["an id inside of the result", `{"result":{"content":[{"id":5,"text":"`, `"id":6}]},"jsonrpc":"2.0"}`],
    ["a notification", `{"jsonrpc":"2.0","method":"notifications/message","params":{"data":"`, `xxx"}}`],
    ["noise", "x".repeat(512), "x".repeat(512)],
  ])("takes no id out of %s", (_, head, tail) => {
    expect(answerForOverlong(head, tail, "too long")).toBeUndefined();
  });
});
