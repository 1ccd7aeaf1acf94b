import { ConfigurationError } from "@mcp-team/transports";
import type { ElicitResult } from "@modelcontextprotocol/client";
import type { AskingServer } from "../connection/client-feature.js";
import { deadlineAfter } from "../connection/deadline.js";
import { settledOrAborted } from "../connection/settled-or-aborted.js";
import { checkAnswer } from "./check-answer.js";
import { completion } from "./completion.js";
import {
  defaultAnswerTimeoutMs,
  type ElicitationHandler,
  type ElicitationOptions,
  type ElicitationQuestion,
  type ElicitationRequest,
} from "./elicitation-request.js";

/** For whom a question is asked. */
export type Asker = Pick<ElicitationRequest, "tool" | "config" | "signal"> & {
  readonly server: AskingServer;
};

/**
 * Asks the handler, and checks what it answers. A handler that throws, or answers with what does not fit, is an error of
 * the program: its developer is told, and the server gets no answer.
 */
export async function askHandler(
  handler: ElicitationHandler,
  question: ElicitationQuestion,
  { server, tool, config, signal }: Asker,
  { answerTimeoutMs = defaultAnswerTimeoutMs }: ElicitationOptions,
): Promise<ElicitResult> {
  using deadline = deadlineAfter(answerTimeoutMs);
  const stop = AbortSignal.any([signal, deadline.signal]);
  using completed = completion(server, question);
  const request = {
    ...question,
    ...completed.facts,
    server: server.name,
    ...(tool !== undefined && { tool }),
    ...(config && { config }),
    signal: stop,
  } as ElicitationRequest;
  let given: unknown;
  try {
    // A handler that does not heed the signal is not waited for.
    given = await settledOrAborted(Promise.resolve(request).then(handler), stop);
  } catch (error) {
    signal.throwIfAborted();
    if (!deadline.signal.aborted)
      report(server, `threw: ${error instanceof Error ? error.message : error}`, error);
    return { action: "cancel" };
  }
  const checked = await checkAnswer(question, given);
  if ("answer" in checked) return checked.answer;
  report(server, `gave an answer that cannot be taken. ${checked.problem}`);
  return { action: "cancel" };
}

function report(server: AskingServer, happened: string, cause?: unknown): void {
  const message = `the handler, asked by server "${server.name}", ${happened} The server was told that there is no answer.`;
  server.report(new ConfigurationError([{ path: "elicitation", message }], { cause }));
}
