import type { ServiceError } from "../errors/service-error.js";
import { readRunRequest } from "./run-request.js";

function problemsOf(sent: unknown): ServiceError["problems"] {
  try {
    readRunRequest(sent);
    return [];
  } catch (error) {
    return (error as ServiceError).problems;
  }
}

const user = { role: "user", content: "hello" };

describe("readRunRequest", () => {
  it("takes text as a message of the user", () => {
    expect(readRunRequest({ input: "hello" })).toEqual({ messages: [user], threadId: undefined });
  });

  it("takes a conversation with a thread", () => {
    const messages = [
      { role: "system", content: "Be brief." },
      user,
      { role: "assistant", content: "Hi." },
      user,
    ];

    expect(readRunRequest({ messages, threadId: "visit-7" })).toEqual({ messages, threadId: "visit-7" });
  });

  it.each<[unknown, string, string]>([
    [undefined, "body", 'is missing: it must be an object such as { "input": "…" }'],
    [null, "body", "not null"],
    ["hello", "body", 'not "hello"'],
    [{}, "messages", "is missing: send either `messages` or `input`"],
    [{ input: "a", messages: [user] }, "messages", "is given, and `input` too"],
    [{ input: " " }, "input", "is empty: write something"],
    [{ input: 7 }, "input", "must be text, not 7"],
    [{ input: ["x".repeat(99)] }, "input", `not ["${"x".repeat(58)}…`],
    [{ messages: [] }, "messages", "is empty: it needs at least one message"],
    [{ messages: "hello" }, "messages", 'must be a list of messages, not "hello"'],
    [{ messages: [user, "hello"] }, "messages[1]", 'not "hello"'],
    [
      { messages: [{ role: "robot", content: "x" }] },
      "messages[0].role",
      'must be "user", "assistant" or "system"',
    ],
    [{ messages: [{ role: "user" }] }, "messages[0].content", "is missing: it must be text"],
    [{ messages: [{ ...user, name: "Ada" }] }, "messages[0].name", "is not known here: remove it"],
    [{ input: "a", stream: true }, "stream", "is not known here: remove it"],
    [{ input: "a", threadId: "a/b" }, "threadId", 'not "a/b"'],
    [{ input: "a", threadId: "" }, "threadId", 'not ""'],
  ])("refuses %j", (sent, path, message) => {
    expect(problemsOf(sent)).toEqual([{ path, message: expect.stringContaining(message) }]);
  });

  it("reports all problems at once", () => {
    const sent = { messages: [{ role: "robot", content: "" }], threadId: 7, a: 1, b: 2 };

    expect(problemsOf(sent)?.map(({ path }) => path)).toEqual([
      "messages[0].role",
      "messages[0].content",
      "threadId",
      "a",
      "b",
    ]);
  });
});
