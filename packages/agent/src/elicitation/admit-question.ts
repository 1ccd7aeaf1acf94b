import { ConnectionError } from "@mcp-team/transports";
import type { AskingServer } from "../connection/client-feature.js";
import { RefusedRequest } from "../connection/refused-request.js";
import { problemWithUrl } from "./check-url.js";
import type { ElicitationOptions, ElicitationQuestion } from "./elicitation-request.js";
import { secretFields } from "./secret-fields.js";

/** Why a question must not reach a person, if it must not. */
export function problemWithQuestion(
  question: ElicitationQuestion,
  { allowSecrets = false }: ElicitationOptions,
): string | undefined {
  if (question.mode === "url") return problemWithUrl(question.url);
  const secrets = allowSecrets ? [] : secretFields(question.requestedSchema);
  if (secrets.length === 0) return undefined;
  const names = secrets.map((name) => `"${name}"`).join(", ");
  return `A form must not ask a person for a secret (${names}). Use URL mode for it.`;
}

/**
 * Refuses a question: its server is told, and it is noted for the developer.
 *
 * @param tool - for which the server asked, where that is known
 */
export function refuse(server: AskingServer, tool: string | undefined, reason: string): RefusedRequest {
  const asked = `Server "${server.name}" asked for a person's answer${tool ? ` in the middle of tool "${tool}"` : ""}`;
  server.report(
    new ConnectionError(`${asked}, which was refused: ${reason}`, {
      server: server.name,
      hint: "No person was asked.",
    }),
  );
  return new RefusedRequest(reason);
}
