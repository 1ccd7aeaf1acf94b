import { AIMessage, type BaseMessage, HumanMessage, ToolMessage } from "@langchain/core/messages";
import fc from "fast-check";
import { answerAbandonedCalls } from "./answer-abandoned-calls.js";

const says = (text: string) => new HumanMessage(text);
const calls = (...ids: string[]) =>
  new AIMessage({ content: "", tool_calls: ids.map((id) => ({ id, name: `tool_${id}`, args: {} })) });
const answers = (id: string) => new ToolMessage({ content: "ok", tool_call_id: id });
const show = (messages: readonly BaseMessage[]) =>
  messages.map((message) =>
    ToolMessage.isInstance(message) ? `${message.tool_call_id} ${message.status ?? ""}` : message.type,
  );

describe("answerAbandonedCalls", () => {
  it.each<[string, BaseMessage[], string[]]>([
    [
      "leaves a conversation in which all is answered",
      [says("a"), calls("1"), answers("1"), calls()],
      ["human", "ai", "1 ", "ai"],
    ],
    ["leaves the calls that are being worked on", [says("a"), calls("1", "2")], ["human", "ai"]],
    [
      "answers those that the conversation left behind",
      [calls("1", "2"), says("b")],
      ["ai", "1 error", "2 error", "human"],
    ],
    [
      "answers some of a message",
      [calls("1", "2"), answers("2"), says("b")],
      ["ai", "1 error", "2 ", "human"],
    ],
    [
      "answers with another turn in between",
      [calls("1"), calls("2"), answers("2")],
      ["ai", "1 error", "ai", "2 "],
    ],
    [
      "answers those whose ids had an answer in an earlier or a later message",
      [calls("1"), answers("1"), calls("1"), says("b"), calls("1"), answers("1")],
      ["ai", "1 ", "ai", "1 error", "human", "ai", "1 "],
    ],
  ])("%s", (_, messages, shown) => {
    expect(show(answerAbandonedCalls(messages))).toEqual(shown);
  });

  it("leaves no call without an answer before the last message, and no message out", () => {
    const id = fc.integer({ min: 0, max: 9 }).map(String);
    const message = fc.oneof(
      fc.constant(undefined).map(() => says("a") as BaseMessage),
      fc.uniqueArray(id, { maxLength: 3 }).map((ids) => calls(...ids)),
      id.map(answers),
    );
    fc.assert(
      fc.property(fc.array(message, { minLength: 1 }), (messages) => {
        const done = answerAbandonedCalls(messages);
        expect(done.filter((each) => messages.includes(each))).toEqual(messages);
        const given = new Set(done.filter(ToolMessage.isInstance).map((each) => each.tool_call_id));
        const asked = done
          .slice(0, -1)
          .flatMap((each) => (AIMessage.isInstance(each) ? (each.tool_calls ?? []) : []));
        expect(asked.filter((call) => !given.has(call.id ?? ""))).toEqual([]);
      }),
    );
  });
});
