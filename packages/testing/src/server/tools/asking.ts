import type { ElicitRequestFormParams } from "@modelcontextprotocol/sdk/types.js";
import { UrlElicitationRequiredError } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import type { AskClient, ClientAnswer } from "../asking.js";
import { defineTool, type ReferenceTool, readOnly } from "../tool.js";

type Properties = ElicitRequestFormParams["requestedSchema"]["properties"];

/** Asks a person to fill in a form. */
function askForm(
  ask: AskClient,
  message: string,
  properties: Properties,
  required: string[] = Object.keys(properties),
): Promise<ClientAnswer> {
  const requestedSchema = { type: "object" as const, properties, required };
  return ask(Object.keys(properties).join(), {
    method: "elicitation/create",
    params: { mode: "form", message, requestedSchema },
  });
}

/** What a person filled in, or what they did instead. */
function say(what: string, { action, content }: ClientAnswer): string {
  return action === "accept" ? `${what} ${JSON.stringify(content)}` : `${what} nothing: ${action}`;
}

const participant: Properties = {
  name: { type: "string", title: "Your name", minLength: 2, maxLength: 40 },
  email: { type: "string", format: "email" },
  arrival: { type: "string", format: "date" },
  seats: { type: "integer", minimum: 1, maximum: 10, default: 1 },
  price: { type: "number", minimum: 0.5, default: 9.5 },
  newsletter: { type: "boolean", default: false },
  meal: {
    type: "string",
    oneOf: [
      { const: "v", title: "Vegetarian" },
      { const: "f", title: "With fish" },
    ],
    default: "v",
  },
  room: { type: "string", enum: ["single", "double"], enumNames: ["For one", "For two"] },
  days: { type: "array", minItems: 1, items: { type: "string", enum: ["fri", "sat", "sun"] } },
  talks: {
    type: "array",
    maxItems: 2,
    items: {
      anyOf: [
        { const: "mcp", title: "The protocol" },
        { const: "ts", title: "The language" },
      ],
    },
    default: ["mcp"],
  },
};

/** Tools that ask a person something in the middle of a call. */
export function askingTools(): ReferenceTool[] {
  const members = new Set<string>();
  return [
    defineTool({
      name: "greet_person",
      description: "Asks for a name, and greets.",
      annotations: readOnly,
      async run(_input, { ask }) {
        return say(
          "greeted",
          await askForm(ask, "What is your name?", { name: { type: "string", minLength: 2 } }),
        );
      },
    }),
    defineTool({
      name: "register",
      description: "Asks for all that a form can have. Registering twice is registering once.",
      annotations: { readOnlyHint: false, idempotentHint: true },
      async run(_input, { ask }) {
        const required = ["name", "email", "room", "days"];
        return say("registered", await askForm(ask, "Who comes?", participant, required));
      },
    }),
    defineTool({
      name: "order",
      description: "Orders something, once a person has said how many. Must not be repeated.",
      input: { item: z.string() },
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false },
      async run({ item }, { ask }) {
        const count: Properties = { count: { type: "integer", minimum: 1 } };
        return say(`ordered ${item}`, await askForm(ask, `How many of ${item}?`, count));
      },
    }),
    defineTool({
      name: "plan_trip",
      description: "Asks twice: where to, and when.",
      annotations: readOnly,
      async run(_input, { ask }) {
        const where = await askForm(ask, "Where to?", { city: { type: "string", enum: ["Oslo", "Rome"] } });
        if (where.action !== "accept") return say("planned", where);
        const { city } = where.content as { city: string };
        const when = await askForm(ask, `When to ${city}?`, { day: { type: "string", format: "date" } });
        return say(`planned ${city}`, when);
      },
    }),
    defineTool({
      name: "connect_account",
      description: "Sends a person to a URL.",
      input: { url: z.string().default("https://accounts.example/connect?state=1") },
      annotations: readOnly,
      async run({ url }, { ask, elicitationComplete }) {
        const elicitationId = "account-1";
        const params = { mode: "url" as const, message: "Connect your account.", url, elicitationId };
        const { action } = await ask("account", { method: "elicitation/create", params });
        await elicitationComplete(elicitationId);
        return `connected: ${action}`;
      },
    }),
    defineTool({
      name: "ask_password",
      description: "Asks for a password with a form, which servers must not do.",
      annotations: readOnly,
      async run(_input, { ask }) {
        const password: Properties = { password: { type: "string", title: "Your password" } };
        return say("logged in", await askForm(ask, "Log in.", password));
      },
    }),
    defineTool({
      name: "members_only",
      description:
        "Refuses the first call for a member, and asks that a person is sent to a URL. Legacy only.",
      input: { member: z.string() },
      annotations: { readOnlyHint: false, idempotentHint: false },
      eras: ["legacy"],
      run({ member }) {
        if (members.has(member)) return `welcome ${member}`;
        members.add(member);
        const url = `https://members.example/join?member=${encodeURIComponent(member)}`;
        const message = "Become a member.";
        throw new UrlElicitationRequiredError([{ mode: "url", message, url, elicitationId: member }]);
      },
    }),
  ];
}
