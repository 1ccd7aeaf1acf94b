import type { SamplingMessage } from "@modelcontextprotocol/client";
import { problemWithRequest } from "./check-request.js";

const text = { type: "text", text: "hi" } as const;
const use = (id: string) => ({ type: "tool_use", id, name: "t", input: {} }) as const;
const result = (toolUseId: string) => ({ type: "tool_result", toolUseId, content: [text] }) as const;
const user = (...content: object[]) => ({ role: "user", content }) as SamplingMessage;
const assistant = (...content: object[]) => ({ role: "assistant", content }) as SamplingMessage;

const problem = (messages: SamplingMessage[], maxTokens = 10) =>
  problemWithRequest({ messages, maxTokens }, 100);

describe("problemWithRequest", () => {
  it.each<[string, SamplingMessage[]]>([
    ["a question", [{ role: "user", content: text }]],
    ["a conversation", [user(text), assistant(text), user(text)]],
    ["an answer begun", [user(text), assistant(text)]],
    [
      "tools used and answered",
      [user(text), assistant(text, use("1"), use("2")), user(result("2"), result("1"))],
    ],
  ])("finds nothing in %s", (_, messages) => {
    expect(problem(messages)).toBeUndefined();
  });

  it.each<[string, SamplingMessage[]]>([
    ["There are no messages.", []],
    ["messages[0]: A tool result belongs to no use", [user(result("1"))]],
    [
      "messages[2]: Tool results mixed with other content.",
      [user(text), assistant(use("1")), user(result("1"), text)],
    ],
    [
      "messages[2]: Tool result missing in request.",
      [user(text), assistant(use("1"), use("2")), user(result("1"))],
    ],
    ["messages[2]: Tool result missing in request.", [user(text), assistant(use("1")), user(text)]],
    ["Tool result missing in request.", [user(text), assistant(use("1"))]],
    ["messages[0]: Tool uses are of the assistant", [user(use("1"))]],
    ["messages[1]: Tool results are of the user", [user(text), assistant(result("1"))]],
  ])("finds: %s", (expected, messages) => {
    expect(problem(messages)).toContain(expected);
  });

  it.each([
    [0, "at least 1, not 0"],
    [-5, "at least 1, not -5"],
    [101, "maxTokens is 101, and at most 100"],
  ])("refuses %d tokens", (maxTokens, expected) => {
    expect(problem([user(text)], maxTokens)).toContain(expected);
  });
});
