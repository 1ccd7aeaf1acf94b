import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { CreateMessageRequestParams } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import type { ClientQuestion } from "../asking.js";
import { defineTool, type ReferenceTool, readOnly } from "../tool.js";

const params = z.record(z.string(), z.unknown()).describe("The parameters of sampling/createMessage");

/** Nothing is checked here: clients have to bear requests that are no good. */
function question(asked: Record<string, unknown>): ClientQuestion {
  return { method: "sampling/createMessage", params: asked as unknown as CreateMessageRequestParams };
}

async function appearance(file: string): Promise<void> {
  while (!existsSync(file)) await delay(20, undefined, { ref: false });
}

/** Tools that use the client's model, and its roots. */
export function samplingTools(): ReferenceTool[] {
  let outcome = Promise.resolve("not asked yet");
  return [
    defineTool({
      name: "sample",
      description:
        "Asks the model of the client, one time after the other, and answers with the last result.",
      input: { params, times: z.number().int().min(1).default(1) },
      annotations: readOnly,
      async run({ params: asked, times }, { ask }) {
        let answer = {};
        for (let time = 1; time <= times; time++) answer = await ask(`answer_${time}`, question(asked));
        return JSON.stringify(answer);
      },
    }),
    defineTool({
      name: "sample_later",
      description: "Answers, and asks the model later: in the middle of no call. Legacy over stdio only.",
      input: { params, file: z.string().describe("Asks when this file appears") },
      transports: ["stdio"],
      eras: ["legacy"],
      run({ params: asked, file }, { ask }) {
        outcome = appearance(file)
          .then(() => ask("later", question(asked)))
          .then(
            (answer) => JSON.stringify(answer),
            (error: Error) => error.message,
          );
        return "will ask";
      },
    }),
    defineTool({
      name: "sampled_later",
      description: "Waits for what comes of the last `sample_later`, and answers with it.",
      annotations: readOnly,
      transports: ["stdio"],
      eras: ["legacy"],
      run: () => outcome,
    }),
    defineTool({
      name: "roots",
      description: "Answers with the roots of the client.",
      annotations: readOnly,
      run: async (_input, { ask }) => JSON.stringify((await ask("roots", { method: "roots/list" })).roots),
    }),
  ];
}
