import { AIMessage, type BaseMessage, RemoveMessage } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { MCPTeamBuilder } from "@mcp-team/builder";
import { z } from "zod";
import type { ServiceEvent } from "../src/stream/service-event.js";
import { allEventsOf, invoke, post } from "./support/http.js";
import { type RunningService, runningService } from "./support/running-service.js";

const unused = tool(() => "", { name: "unused", description: "Is not called.", schema: z.object({}) });

async function stream({ url }: RunningService, body: object): Promise<ServiceEvent[]> {
  return allEventsOf(await post(`${url}/stream`, body));
}

const tokensOf = (events: readonly ServiceEvent[]) =>
  events.flatMap(({ event, data }) => (event === "token" ? [data.text] : [])).join("");

/** What was told, without the tokens and the texts of calls. */
const toldOf = (events: readonly ServiceEvent[]) =>
  events.flatMap(({ event, data }) => {
    if (event === "message") return [`${data.role}: ${data.content}`];
    if (event === "tool") return [`${data.tool} ${data.phase}`];
    return event === "done" ? [`done: ${data.answer}`] : [];
  });

describe("POST /stream of a team with a member", () => {
  it("sends tokens of the team's own model alone, which make up the answer", async () => {
    await using service = await runningService(
      {},
      {
        setUp: (builder, llm) =>
          builder.withTeam(
            new MCPTeamBuilder("echoing").withDescription("Says it again.").withLlm(llm).withTools([unused]),
          ),
      },
    );

    const events = await stream(service, { input: 'call echoing {"task":"hello"}' });

    expect(toldOf(events)).toEqual([
      "assistant: ",
      "echoing start",
      "echoing end",
      "tool: You said: hello",
      "assistant: The tool said: You said: hello",
      "done: The tool said: You said: hello",
    ]);
    expect(tokensOf(events)).toBe("The tool said: You said: hello");
  });
});

describe("POST /stream of a team with middleware", () => {
  it("does not tell again what middleware gives back when it shortens the conversation", async () => {
    const shorten = {
      name: "Shorten",
      beforeModel: ({ messages }: { messages: BaseMessage[] }) => ({
        messages: [new RemoveMessage({ id: "__remove_all__" }), ...messages.slice(-4)],
      }),
    };
    await using service = await runningService({}, { setUp: (builder) => builder.withMiddleware(shorten) });

    const events = await stream(service, {
      messages: [
        { role: "user", content: "My name is Ada." },
        { role: "assistant", content: "Hello Ada." },
        { role: "user", content: 'call add {"a":1,"b":2}' },
      ],
    });

    expect(toldOf(events)).toEqual([
      "assistant: ",
      "add start",
      "add end",
      "tool: 3",
      "assistant: The tool said: 3",
      "done: The tool said: 3",
    ]);
  });

  it("tells messages that middleware writes plainly, and answers what /invoke does", async () => {
    const sign = {
      name: "Sign",
      afterAgent: () => ({ messages: [{ role: "assistant", content: "Signed." }] }),
    };
    await using service = await runningService(
      {},
      { setUp: (builder) => builder.withMiddleware(sign as never) },
    );

    const events = await stream(service, { input: "hello" });
    const { body } = await invoke(service.url, { input: "hello" });

    expect(toldOf(events)).toEqual(["assistant: You said: hello", "assistant: Signed.", "done: Signed."]);
    expect(body.answer).toBe("Signed.");
  });

  it("tells a message again that middleware changed", async () => {
    const shout = {
      name: "Shout",
      afterModel: ({ messages }: { messages: BaseMessage[] }) => {
        const last = messages.at(-1);
        return { messages: [new AIMessage({ id: last?.id, content: `${last?.text}!` })] };
      },
    };
    await using service = await runningService({}, { setUp: (builder) => builder.withMiddleware(shout) });

    const events = await stream(service, { input: "hello" });

    expect(toldOf(events)).toEqual([
      "assistant: You said: hello",
      "assistant: You said: hello!",
      "done: You said: hello!",
    ]);
  });
});
