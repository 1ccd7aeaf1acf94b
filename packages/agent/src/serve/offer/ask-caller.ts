import { ConnectionError } from "@mcp-team/transports/settings";
import type {
  ElicitationAnswer,
  ElicitationHandler,
  ElicitationQuestion,
} from "../../elicitation/elicitation-request.js";
import { toQuestion } from "../../elicitation/to-question.js";

/** Asks the person at the client of a served call. */
export type AskPerson = (question: ElicitationQuestion) => Promise<ElicitationAnswer>;

/** Where a run of a served call says, in its `configurable`, how its caller is asked. */
const askKey = "mcp_team_ask_caller";

/** What the runs of a served call are told of its caller. */
export function askedThrough(ask: AskPerson | undefined): Readonly<Record<string, unknown>> {
  return { [askKey]: ask };
}

/**
 * Passes the questions of servers on to the client that called the served team: `withElicitation(askCaller)`. Where there is no
 * such client, or it cannot ask a person, the server gets no answer.
 */
export const askCaller: ElicitationHandler = (request) => {
  const { config, server } = request;
  const ask: unknown = config?.configurable?.[askKey];
  if (typeof ask === "function") return (ask as AskPerson)(toQuestion(request as never));
  throw new ConnectionError(`Server "${server}" asks a person, and there is no caller who could be asked.`, {
    server,
    hint: "askCaller works for a team that is called through serveTeam(), by a client with the capability elicitation.",
  });
};
