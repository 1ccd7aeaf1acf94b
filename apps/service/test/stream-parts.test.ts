import { tool } from "@langchain/core/tools";
import { MCPTeamBuilder } from "@mcp-team/builder";
import { z } from "zod";
import type { ServiceEvent } from "../src/stream/service-event.js";
import { allEventsOf, post } from "./support/http.js";
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
