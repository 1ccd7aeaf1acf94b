import type { ElicitResult } from "@modelcontextprotocol/client";
import type { ElicitationQuestion, FormQuestion } from "./elicitation-request.js";

/** An answer that the server can be given, or what is wrong with it. */
export type CheckedAnswer = { readonly answer: ElicitResult } | { readonly problem: string };

const shape = '{ action: "accept", content: { … } }, { action: "decline" } or { action: "cancel" }';

/** Checks what a person or a handler answered, and fills in the defaults of the form. */
export async function checkAnswer(question: ElicitationQuestion, given: unknown): Promise<CheckedAnswer> {
  const { action, content } = (given ?? {}) as { action?: unknown; content?: unknown };
  if (action === "decline" || action === "cancel") return { answer: { action } };
  if (action !== "accept") return { problem: `The answer must be ${shape}, not ${show(given)}.` };
  // "For URL mode, content is omitted."
  if (question.mode === "url") return { answer: { action } };
  if (content !== undefined && (typeof content !== "object" || content === null || Array.isArray(content)))
    return { problem: `The content must be an object with the form's fields, not ${show(content)}.` };
  return checkContent(question, content as Readonly<Record<string, unknown>> | undefined);
}

async function checkContent(
  { requestedSchema }: FormQuestion,
  given: Readonly<Record<string, unknown>> = {},
): Promise<CheckedAnswer> {
  const { properties } = requestedSchema;
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(properties, name));
  if (unknown.length > 0) {
    const fields = Object.keys(properties).join(", ");
    return { problem: `The form has no field ${unknown.map(show).join(", ")}. Its fields are: ${fields}.` };
  }
  const content: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(properties)) {
    const value = given[name] ?? ("default" in field ? field.default : undefined);
    if (value !== undefined) content[name] = value;
  }
  // Loaded when it is first needed: it is large.
  const { AjvJsonSchemaValidator } = await import("@modelcontextprotocol/client/validators/ajv");
  const validated = new AjvJsonSchemaValidator().getValidator(requestedSchema)(content);
  if (validated.valid) return { answer: { action: "accept", content: content as ElicitResult["content"] } };
  // AJV calls what it checks "data".
  const reason = validated.errorMessage.replaceAll(/(^|, )data(\/| )/g, "$1");
  return { problem: `The content does not fit the form: ${reason}.` };
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
