import { answerFrom, type Script, type ScriptedMessage } from "./script.js";

const say = (role: string, content: ScriptedMessage["content"]): ScriptedMessage => ({ role, content });
const ask = (script: Script, messages: readonly ScriptedMessage[]) =>
  answerFrom(script, { model: "m", messages, tools: [], settings: {} }).then(({ content }) => content);

const script: Script = [
  { when: "weather", content: "sunny" },
  { when: /^news/i, content: "none" },
  { content: "second" },
  ({ messages }) => ({ content: `after ${messages.length}` }),
];

describe("answerFrom", () => {
  it.each<[string, readonly ScriptedMessage[], string]>([
    ["the first turn of its text", [say("user", "The weather?")], "sunny"],
    ["the first turn of another text", [say("user", "News, please")], "none"],
    ["the turns without a text for all", [say("user", "Hello")], "second"],
    [
      "text in parts",
      [
        say("user", [
          { type: "text", text: "wea" },
          { type: "text", text: "ther" },
        ]),
      ],
      "sunny",
    ],
    [
      "the next turn after an answer",
      [say("user", "weather"), say("assistant", "x"), say("tool", "y")],
      "second",
    ],
    ["a function", [say("user", "weather"), say("assistant", "x"), say("assistant", "y")], "after 3"],
    [
      "a new question from the start",
      [say("user", "weather"), say("assistant", "x"), say("user", "weather")],
      "sunny",
    ],
    ["a conversation without a user", [say("system", "Be brief.")], "second"],
  ])("takes %s", async (_what, messages, answer) => {
    expect(await ask(script, messages)).toBe(answer);
  });

  it("says that the script is exhausted, and where", async () => {
    const messages = [say("user", "Hello"), say("assistant", "x")];
    expect(await ask([{ content: "only" }], messages)).toBe(
      'The script of the model is exhausted: it has 1 turn for "Hello", and was asked for turn 2.',
    );
  });

  it("takes a function for the whole script", async () => {
    expect(await ask(({ messages }) => ({ content: `${messages.length}` }), [say("user", "a")])).toBe("1");
  });
});
