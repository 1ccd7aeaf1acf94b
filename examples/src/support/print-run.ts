import { styleText } from "node:util";
import type { AgentTeam, TeamOutput } from "@mcp-team/agent";

/** Prints how many tools there are, and whose they are. */
export function printTools({ servers, tools }: AgentTeam): void {
  const owners = servers.map((server) => `${server.tools.length} of ${server.name}`);
  const local = tools.length - servers.reduce((sum, server) => sum + server.tools.length, 0);
  if (local > 0) owners.push(`${local} local`);
  console.log(`  ${tools.length} tool${tools.length === 1 ? "" : "s"}: ${owners.join(", ")}`);
}

/** Prints what the team is asked, and the heading of the tool calls that follow. */
export function printQuestion(question: string): void {
  console.log(
    `\n${styleText("bold", "Question")}\n${indent(question)}\n\n${styleText("bold", "Tool calls")}`,
  );
}

/** Prints the last message of a run. */
export function printAnswer({ messages }: TeamOutput): void {
  console.log(`\n${styleText("bold", "Answer")}\n${indent(messages.at(-1)?.text ?? "")}`);
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
