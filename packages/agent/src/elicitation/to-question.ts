import type { ElicitRequest } from "@modelcontextprotocol/client";
import type { ElicitationQuestion } from "./elicitation-request.js";

/** What a server asks, without what is of no concern to a person. */
export function toQuestion(params: ElicitRequest["params"]): ElicitationQuestion {
  const { message } = params;
  if (params.mode !== "url") return { mode: "form", message, requestedSchema: params.requestedSchema };
  const { url, elicitationId } = params;
  return { mode: "url", message, url, ...(elicitationId && { elicitationId }) };
}
