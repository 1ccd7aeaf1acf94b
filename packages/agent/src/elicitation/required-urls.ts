import { ToolError } from "@mcp-team/transports";
import {
  type CallToolResult,
  type ElicitResult,
  ProtocolError,
  ProtocolErrorCode,
} from "@modelcontextprotocol/client";
import { z } from "zod";
import type { UrlQuestion } from "./elicitation-request.js";

/** How often a server may refuse one call before that is its last word. */
const maxRounds = 5;

const refusal = z.object({
  elicitations: z
    .array(z.object({ message: z.string(), url: z.string(), elicitationId: z.string().optional() }))
    .min(1),
});

/** A call, and the person to ask for it. */
interface CallAfterUrls {
  readonly server: string;
  readonly tool: string;
  make(): Promise<CallToolResult>;
  ask(question: UrlQuestion): Promise<ElicitResult>;
}

/**
 * Makes a call. When the server refuses it until a person has been at a URL, the person is asked, and the call made again:
 * what was refused had no effect.
 *
 * Source: MCP specification 2025-11-25, elicitation, URL elicitation required error.
 */
export async function afterRequiredUrls({ server, tool, make, ask }: CallAfterUrls): Promise<CallToolResult> {
  for (let round = 1; ; round++) {
    try {
      return await make();
    } catch (error) {
      const questions = requiredUrls(error);
      if (questions.length === 0 || round > maxRounds) throw error;
      for (const question of questions) {
        const { action } = await ask(question);
        if (action !== "accept") throw notVisited(server, tool, question, error);
      }
    }
  }
}

function requiredUrls(error: unknown): UrlQuestion[] {
  if (!(error instanceof ProtocolError) || error.code !== ProtocolErrorCode.UrlElicitationRequired) return [];
  const { data } = refusal.safeParse(error.data);
  return data?.elicitations.map((asked) => ({ mode: "url", ...asked })) ?? [];
}

function notVisited(server: string, tool: string, { message, url }: UrlQuestion, cause: unknown): ToolError {
  return new ToolError(
    `Server "${server}" did not run tool "${tool}", because a person has to open a URL first, and did not: ${message} (${url})`,
    { server, tool, cause, effect: "none", hint: "It can be called again when the person wants to." },
  );
}
