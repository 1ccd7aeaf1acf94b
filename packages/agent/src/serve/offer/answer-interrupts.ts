import { ToolError } from "@mcp-team/transports";
import type { Interrupt } from "langchain";
import {
  type ApprovalRequest,
  type ApprovalResponse,
  isApprovalRequest,
} from "../../approval/approval-request.js";
import {
  type ElicitationInterrupt,
  isElicitationInterrupt,
} from "../../elicitation/elicitation-interrupt.js";
import type { ElicitationAnswer, ElicitationQuestion } from "../../elicitation/elicitation-request.js";
import { toQuestion } from "../../elicitation/to-question.js";
import { showInvisible } from "../../toolset/shown/invisible-characters.js";
import type { AskPerson } from "./ask-caller.js";

/** A question for the person at the client, and what the run is resumed with after the answer. */
interface Passed {
  readonly question: ElicitationQuestion;
  resume(answer: ElicitationAnswer): unknown;
}

/**
 * Has the client of a served call answer what the team's run was interrupted for, one question after the other.
 *
 * @returns what to resume the run with, by the ids of the interrupts
 * @throws ToolError when there is nobody to ask
 */
export async function answerInterrupts(
  team: string,
  interrupts: readonly Interrupt[],
  ask: AskPerson | undefined,
): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const { id = "", value } of interrupts) {
    const passed = pass(value);
    if (passed === undefined || ask === undefined) throw nobody(team, passed?.question.message);
    answers[id] = passed.resume(await ask(passed.question));
  }
  return answers;
}

function nobody(team: string, message: string | undefined): ToolError {
  return message === undefined
    ? new ToolError(`Team "${team}" waits for an answer of a kind that no MCP client can give.`, {
        tool: team,
        hint: "Serve teams whose interrupts are questions of servers, approvals, or texts.",
      })
    : new ToolError(`Team "${team}" has to ask a person, and its caller cannot be asked: ${message}`, {
        tool: team,
        hint: "Call it with a client that has the capability elicitation.",
      });
}

function pass(value: unknown): Passed | undefined {
  if (isElicitationInterrupt(value)) return passQuestion(value);
  if (isApprovalRequest(value)) return passApproval(value);
  return typeof value === "string" ? passText(value) : undefined;
}

/** The question of a server. It is asked again, and says why, when the answer did not fit. */
function passQuestion(value: ElicitationInterrupt): Passed {
  const question = toQuestion(value as never);
  const message = [value.problem, question.message].filter(Boolean).join("\n");
  return { question: { ...question, message }, resume: (answer) => answer };
}

/** `interrupt("Which one?")` of a local tool: it gets the text, or nothing. */
function passText(message: string): Passed {
  const properties = { answer: { type: "string" as const } };
  return {
    question: {
      mode: "form",
      message,
      requestedSchema: { type: "object", properties, required: ["answer"] },
    },
    resume: (answer) => (answer.action === "accept" ? String(answer.content?.answer ?? "") : ""),
  };
}

/** A person is asked for each call. Whoever does not say yes says no. Source: LangChain, human in the loop. */
function passApproval({ actionRequests, reviewConfigs }: ApprovalRequest): Passed | undefined {
  const isDecidable = reviewConfigs.every(
    ({ allowedDecisions }) => allowedDecisions.includes("approve") && allowedDecisions.includes("reject"),
  );
  if (!isDecidable) return undefined;
  const keys = actionRequests.map((_, index) => `call_${index + 1}`);
  const properties = Object.fromEntries(
    keys.map((key, index) => [
      key,
      { type: "boolean" as const, title: actionRequests[index]?.name ?? key, default: false },
    ]),
  );
  // What would mislead the person who decides is written as escapes.
  const calls = actionRequests.map(({ name, args }) => showInvisible(`${name}(${JSON.stringify(args)})`));
  return {
    question: {
      mode: "form",
      message: `May the team make ${calls.length === 1 ? "this call" : "these calls"}? ${calls.join(", ")}`,
      requestedSchema: { type: "object", properties, required: keys },
    },
    resume: ({ action, ...answer }): ApprovalResponse => ({
      decisions: keys.map((key) =>
        action === "accept" && "content" in answer && answer.content?.[key] === true
          ? { type: "approve" }
          : { type: "reject" },
      ),
    }),
  };
}
