import type { McpTeamError } from "@mcp-team/transports";
import { ToolError } from "@mcp-team/transports";
import { type ElicitRequest, ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/client";
import type { AskingServer } from "../connection/client-feature.js";
import { problemWithUrl } from "./check-url.js";
import type { ElicitationOptions, ElicitationQuestion } from "./elicitation-request.js";
import { secretFields } from "./secret-fields.js";

/** What a server asks, without what is of no concern to a person. */
export function toQuestion(params: ElicitRequest["params"]): ElicitationQuestion {
  const { message } = params;
  if (params.mode !== "url") return { mode: "form", message, requestedSchema: params.requestedSchema };
  const { url, elicitationId } = params;
  return { mode: "url", message, url, ...(elicitationId && { elicitationId }) };
}

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
 * Refuses a question: the developer is told, and so is the server. A modern one does not hear of it, because its call has
 * ended: there the call fails.
 *
 * @param tool - for which the server asked, where that is known
 */
export function refuse(server: AskingServer, tool: string | undefined, reason: string): Error {
  const asked = `Server "${server.name}" asked for a person's answer${tool ? ` in the middle of tool "${tool}"` : ""}`;
  const error: McpTeamError = new ToolError(`${asked}, which was refused: ${reason}`, {
    server: server.name,
    tool: tool ?? "",
    hint: "No person was asked.",
  });
  server.report(error);
  return server.era === "modern" ? error : new ProtocolError(ProtocolErrorCode.InvalidParams, reason);
}
