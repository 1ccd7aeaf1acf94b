import { createInterface } from "node:readline/promises";
import { styleText } from "node:util";
import { type ApprovalResponse, isApprovalRequest, type TeamOutput } from "@mcp-team/builder";

/** What a person says to a call: an edited one has other arguments. */
export type Decision =
  | { readonly type: "approve" }
  | { readonly type: "edit"; readonly args: Readonly<Record<string, unknown>> }
  | { readonly type: "reject"; readonly message?: string };

/**
 * Asks at the terminal about each call that waits. Without a terminal the decisions are those that were written beforehand.
 *
 * @param run - one that was interrupted
 */
export async function decide(run: TeamOutput, scripted: readonly Decision[]): Promise<ApprovalResponse> {
  const requests = (run.__interrupt__ ?? []).map(({ value }) => value).filter(isApprovalRequest);
  console.log(`\n${styleText("bold", "Waiting for approval")}`);
  const decisions: ApprovalResponse["decisions"] = [];
  for (const [index, { name, args, description = "" }] of requests
    .flatMap((request) => request.actionRequests)
    .entries()) {
    console.log(`  ${name} ${JSON.stringify(args)}`);
    // A decision that could not be carried out comes back with the reason.
    if (description.startsWith("Nothing was called")) console.log(`    ${description.split("\n")[0]}`);
    const decision = process.stdin.isTTY ? await ask() : (scripted[index] ?? { type: "approve" });
    if (!process.stdin.isTTY) console.log(`    ${show(decision)}`);
    decisions.push(
      decision.type === "edit"
        ? { type: "edit", editedAction: { name, args: { ...decision.args } } }
        : { ...decision },
    );
  }
  console.log(`\n${styleText("bold", "Tool calls")}`);
  return { decisions };
}

async function ask(): Promise<Decision> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    for (;;) {
      const answer = await terminal.question("    [a]pprove, [e]dit or [r]eject? ");
      if (answer.startsWith("a")) return { type: "approve" };
      if (answer.startsWith("e")) {
        const args = parsed(await terminal.question("    New arguments, as JSON: "));
        if (args !== undefined) return { type: "edit", args };
        console.log("    That is no JSON object.");
      }
      if (answer.startsWith("r"))
        return { type: "reject", message: (await terminal.question("    Why? ")) || "A person said no." };
    }
  } finally {
    terminal.close();
  }
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function show(decision: Decision): string {
  if (decision.type === "edit") return `-> edit ${JSON.stringify(decision.args)}`;
  return decision.type === "reject" ? `-> reject: ${decision.message}` : "-> approve";
}
