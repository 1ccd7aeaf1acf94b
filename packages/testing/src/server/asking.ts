import type {
  CreateMessageRequestParams,
  ElicitRequestFormParams,
  ElicitRequestURLParams,
} from "@modelcontextprotocol/sdk/types.js";

/** What a tool may ask of the client in the middle of a call. */
export type ClientQuestion =
  | {
      readonly method: "elicitation/create";
      readonly params: ElicitRequestFormParams | ElicitRequestURLParams;
    }
  | { readonly method: "sampling/createMessage"; readonly params: CreateMessageRequestParams }
  | { readonly method: "roots/list" };

/** What the client answered: the result of the request. */
export type ClientAnswer = Readonly<Record<string, unknown>>;

/**
 * Asks the client, and resolves with its answer.
 *
 * @param key - tells the questions of one call apart: the same at each time that the tool runs
 */
export type AskClient = (key: string, question: ClientQuestion) => Promise<ClientAnswer>;

/** Ends a run of a tool that cannot go on without an answer. Source: MCP 2026-07-28, multi round-trip requests. */
export class InputNeeded {
  constructor(
    readonly key: string,
    readonly question: ClientQuestion,
    /** The answers of earlier rounds, for the next run. */
    readonly requestState: string,
  ) {}
}

/**
 * Asks in the modern era: a tool runs from its start for each round, and finds the answers of the earlier ones.
 *
 * @param requestState - what the client gave back of the round before
 * @param responses - what it answered in this one
 */
export function askInRounds(
  requestState: string | undefined,
  responses: Readonly<Record<string, unknown>> | undefined,
): AskClient {
  const answers = { ...(requestState ? JSON.parse(requestState) : {}), ...responses };
  return async (key, question) => {
    if (answers[key] === undefined) throw new InputNeeded(key, question, JSON.stringify(answers));
    return answers[key];
  };
}
