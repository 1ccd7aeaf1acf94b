import type { CallToolResult, Client, ElicitResult } from "@modelcontextprotocol/client";
import type { MakeCall, ToolCall } from "../connection/call-options.js";
import type { AskingServer, ClientFeature } from "../connection/client-feature.js";
import { problemWithQuestion, refuse } from "./admit-question.js";
import { type Asker, askHandler } from "./ask-handler.js";
import type { ElicitationHandler, ElicitationOptions, ElicitationQuestion } from "./elicitation-request.js";
import { afterRequiredUrls } from "./required-urls.js";
import { toQuestion } from "./to-question.js";

/**
 * Servers ask a person through a function of the program.
 *
 * Source: MCP specification 2025-11-25, elicitation.
 */
export class ElicitationByHandler implements ClientFeature {
  readonly capabilities = { elicitation: { form: {}, url: {} } } as const;
  readonly #handler: ElicitationHandler;
  readonly #options: ElicitationOptions;

  constructor(handler: ElicitationHandler, options: ElicitationOptions = {}) {
    this.#handler = handler;
    this.#options = options;
  }

  attach(client: Client, server: AskingServer): void {
    client.setRequestHandler("elicitation/create", async ({ params }, { mcpReq }) => {
      const owner = server.calls.owner();
      const call = owner.kind === "call" ? owner.call : undefined;
      const signal = call ? AbortSignal.any([mcpReq.signal, call.time.signal]) : mcpReq.signal;
      const asker = { server, tool: call?.tool, config: call?.config, signal };
      // Whichever call it is that waits, it waits for a person.
      const holds = server.calls.all.flatMap((each) =>
        call === undefined || each === call ? [each.time.hold()] : [],
      );
      try {
        return { ...(await this.#ask(toQuestion(params), asker)) };
      } finally {
        for (const hold of holds) hold[Symbol.dispose]();
      }
    });
  }

  goAround({ tool, options }: ToolCall, make: MakeCall, server: AskingServer): Promise<CallToolResult> {
    const { config, signal = new AbortController().signal } = options;
    const asker = { server, tool: tool.name, config, signal };
    const ask = (question: ElicitationQuestion) => this.#ask(question, asker);
    return afterRequiredUrls({ server: server.name, tool: tool.name, make, ask });
  }

  async #ask(question: ElicitationQuestion, asker: Asker): Promise<ElicitResult> {
    const problem = problemWithQuestion(question, this.#options);
    if (problem) throw refuse(asker.server, asker.tool, problem);
    return askHandler(this.#handler, question, asker, this.#options);
  }
}
