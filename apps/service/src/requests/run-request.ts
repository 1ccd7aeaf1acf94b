import { z } from "zod";
import { invalidRequest, mostTold } from "../errors/service-error.js";
import { mustBe, problemsOf } from "./problems.js";

/** What a client asks of the team. */
export interface RunRequest {
  readonly messages: RequestMessage[];
  readonly threadId: string | undefined;
}

/** A message of the conversation so far. */
export type RequestMessage = z.infer<typeof message>;

const text = z
  .string({ error: mustBe("text") })
  .refine((value) => value.trim() !== "", { error: "is empty: write something" });

const message = z.strictObject(
  {
    role: z.enum(["user", "assistant", "system"], { error: mustBe('"user", "assistant" or "system"') }),
    content: text,
  },
  { error: mustBe('an object such as { "role": "user", "content": "…" }') },
);

/** Reads messages up to where there is more wrong than is told: a body can hold some 350,000, each with problems of its own. */
const messages = z
  .array(z.unknown(), { error: mustBe("a list of messages") })
  .min(1, { error: "is empty: it needs at least one message" })
  .transform((list, { issues }): RequestMessage[] => {
    const read: RequestMessage[] = [];
    for (const [index, sent] of list.entries()) {
      const { data, error } = message.safeParse(sent);
      if (data !== undefined) read.push(data);
      for (const issue of error?.issues ?? [])
        issues.push({ ...issue, input: sent, path: [index, ...issue.path] } as z.core.$ZodRawIssue);
      if (issues.length > mostTold) break;
    }
    return read;
  });

const body = z
  .strictObject(
    {
      messages: messages.optional(),
      input: text.optional(),
      threadId: z
        .string({ error: mustBe("text") })
        .regex(/^[\w.:-]{1,128}$/, {
          error: mustBe('letters, digits, "_", "-", "." and ":", at most 128 of them'),
        })
        .optional(),
    },
    { error: mustBe('an object such as { "input": "…" }') },
  )
  .check(({ value, issues }) => {
    const given = [value.messages, value.input].filter((part) => part !== undefined);
    if (given.length === 1) return;
    const said = given.length === 0 ? "is missing" : "is given, and `input` too";
    const message = `${said}: send either \`messages\` or \`input\``;
    issues.push({ code: "custom", input: value, path: ["messages"], message });
  });

/**
 * Reads the body of `POST /invoke` and `POST /stream`.
 *
 * @throws ServiceError with every problem and its path, or the first ones of many
 */
export function readRunRequest(sent: unknown): RunRequest {
  const { data, error } = body.safeParse(sent);
  if (error !== undefined) throw invalidRequest(problemsOf(error));
  const { messages, input = "", threadId } = data;
  return { messages: messages ?? [{ role: "user", content: input }], threadId };
}
