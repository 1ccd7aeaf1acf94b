import type { BaseMessage } from "@langchain/core/messages";
import type { Prompt } from "@modelcontextprotocol/client";
import type { Completion, CompletionScope } from "../connection/complete-any.js";
import type { CompletionInput } from "../connection/requests.js";

/** A prompt, with the server it is on. */
export type TeamPrompt = Prompt & { readonly server: string };

/** The prompts of all servers of a team. Servers that cannot be asked are passed over. */
export interface TeamPrompts {
  list(): Promise<TeamPrompt[]>;
  /**
   * Fills in a prompt.
   *
   * @param scope - which server to ask, where several have a prompt of that name
   * @throws ConnectionError when no server has it, or its arguments do not fit
   */
  get(
    name: string,
    args?: Readonly<Record<string, string>>,
    scope?: { readonly server?: string },
  ): Promise<BaseMessage[]>;
  /**
   * Suggests values for an argument of a prompt.
   *
   * @param argument - its name, and what has been typed so far
   * @throws ConnectionError when no server has the prompt, or none completes
   */
  complete(name: string, argument: CompletionInput, scope?: CompletionScope): Promise<Completion>;
}
