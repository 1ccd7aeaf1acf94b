import type { BaseMessage } from "@langchain/core/messages";
import type { GetPromptResult, Prompt } from "@modelcontextprotocol/client";
import type { Completion, CompletionScope } from "../connection/complete-any.js";
import type { CompletionInput } from "../connection/requests.js";
import type { ResourceScope } from "../resources/team-resources.js";

/** A prompt, with the server it is on. */
export type TeamPrompt = Prompt & { readonly server: string };

/** A prompt that was filled in, with the server that gave it. */
export type TeamPromptResult = GetPromptResult & { readonly server: string };

/**
 * The prompts of all servers of a team. All pages of a list are read. A server that cannot be asked is passed over, and
 * says why in `team.servers`; asked for by its name, it is an error.
 */
export interface TeamPrompts {
  /** @throws ConnectionError when the server of the scope cannot give its list */
  list(scope?: ResourceScope): Promise<TeamPrompt[]>;
  /**
   * Fills in a prompt.
   *
   * @param scope - which server to ask, where several have a prompt of that name
   * @throws ConnectionError when no server has it, or its arguments do not fit
   */
  get(name: string, args?: Readonly<Record<string, string>>, scope?: ResourceScope): Promise<BaseMessage[]>;
  /**
   * Fills in a prompt, and gives it as its server did.
   *
   * @throws as {@link get} does
   */
  getResult(
    name: string,
    args?: Readonly<Record<string, string>>,
    scope?: ResourceScope,
  ): Promise<TeamPromptResult>;
  /**
   * Suggests values for an argument of a prompt.
   *
   * @param argument - its name, and what has been typed so far
   * @throws ConnectionError when no server has the prompt, or none completes
   */
  complete(name: string, argument: CompletionInput, scope?: CompletionScope): Promise<Completion>;
}
