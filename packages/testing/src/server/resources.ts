import type { ClientAnswer, ClientQuestion } from "./asking.js";
import { redPng } from "./media.js";

/** A resource of the reference server, written once for both eras. */
export interface ReferenceResource {
  readonly name: string;
  readonly uri: string;
  readonly mimeType: string;
  readonly description: string;
  readonly content: { readonly text: string } | { readonly blob: string };
}

export const resources: readonly ReferenceResource[] = [
  {
    name: "greeting",
    uri: "text://greeting",
    mimeType: "text/plain",
    description: "A greeting.",
    content: { text: "Hello from the reference server." },
  },
  {
    name: "square",
    uri: "blob://square",
    mimeType: "image/png",
    description: "A red square.",
    content: { blob: redPng },
  },
];

const names = ["Ada", "Alan", "Barbara", "Grace"];

/** What a name may be that begins so. */
function completeName(beginning: string): string[] {
  return names.filter((name) => name.startsWith(beginning));
}

/** A family of resources: a greeting for every name. */
export const greetingTemplate = {
  name: "greeting-for",
  uriTemplate: "text://greeting/{name}",
  mimeType: "text/plain",
  description: "A greeting for somebody.",
  text: (name: string) => `Hello, ${name}.`,
  complete: { name: completeName },
} as const;

/** A prompt that greets somebody. */
export const greetPrompt = {
  name: "greet",
  description: "Asks the model to greet somebody.",
  text: (name: string) => `Greet ${name} in one sentence.`,
  complete: { name: completeName },
} as const;

/** A prompt that asks the client's model before it is filled in. */
export const advicePrompt = {
  name: "advise",
  description: "Asks the model of the client which city is best, and quotes it.",
  question: (purpose: string): ClientQuestion => ({
    method: "sampling/createMessage",
    params: {
      messages: [{ role: "user", content: { type: "text", text: `Which city is best for ${purpose}?` } }],
      maxTokens: 50,
    },
  }),
  text: ({ content }: ClientAnswer) => `Somebody said: ${(content as { text?: string }).text}`,
} as const;
