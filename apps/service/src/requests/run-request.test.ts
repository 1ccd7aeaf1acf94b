import type { ServiceError } from "../errors/service-error.js";
import { readRunRequest } from "./run-request.js";

function errorOf(sent: unknown): ServiceError {
  try {
    readRunRequest(sent);
  } catch (error) {
    return error as ServiceError;
  }
  throw new TypeError("It was not refused.");
}

const problemsOf = (sent: unknown) => errorOf(sent).problems;

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

  it.each([
    ["messages", { messages: Array(300_000).fill({}) }],
    ["keys", Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key${index}`, 1]))],
  ])("tells the first problems of a body that is wrong throughout: %s", (_case, sent) => {
    const began = performance.now();

    const { message, problems = [] } = errorOf(sent);

    expect(problems).toHaveLength(20);
    expect(message).toMatch(/; and more\.$/);
    expect(message.length).toBeLessThan(5_000);
    // Looking for all of them would take seconds, in which nobody else is served.
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});
