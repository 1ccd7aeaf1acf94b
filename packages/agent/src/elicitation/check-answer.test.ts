import fc from "fast-check";
import { checkAnswer } from "./check-answer.js";
import type { ElicitationSchema, FormQuestion } from "./elicitation-request.js";

const requestedSchema: ElicitationSchema = {
  type: "object",
  properties: {
    name: { type: "string", minLength: 2, maxLength: 5 },
    email: { type: "string", format: "email" },
    site: { type: "string", format: "uri" },
    day: { type: "string", format: "date" },
    at: { type: "string", format: "date-time" },
    seats: { type: "integer", minimum: 1, maximum: 10, default: 1 },
    price: { type: "number", minimum: 0.5 },
    yes: { type: "boolean", default: false },
    color: { type: "string", enum: ["red", "blue"], default: "red" },
    meal: {
      type: "string",
      oneOf: [
        { const: "v", title: "Vegetarian" },
        { const: "f", title: "Fish" },
      ],
    },
    room: { type: "string", enum: ["s", "d"], enumNames: ["Single", "Double"] },
    days: { type: "array", minItems: 1, maxItems: 2, items: { type: "string", enum: ["sat", "sun"] } },
    talks: { type: "array", items: { anyOf: [{ const: "mcp", title: "The protocol" }] } },
  },
  required: ["name"],
};
const form: FormQuestion = { mode: "form", message: "Who?", requestedSchema };
const defaults = { seats: 1, yes: false, color: "red" };
const accept = (content?: unknown) => checkAnswer(form, { action: "accept", content });

describe("answers to forms", () => {
  it.each([
    ["name", "Ada"],
    ["email", "ada@a.example"],
    ["site", "https://a.example"],
    ["day", "2026-02-28"],
    ["at", "2026-02-28T10:00:00Z"],
    ["seats", 10],
    ["price", 0.5],
    ["yes", true],
    ["color", "blue"],
    ["meal", "v"],
    ["room", "d"],
    ["days", ["sat", "sun"]],
    ["talks", ["mcp"]],
  ])("%s may be %j", async (field, value) => {
    const content = { ...defaults, name: "Ada", [field]: value };
    expect(await accept({ name: "Ada", [field]: value })).toEqual({ answer: { action: "accept", content } });
  });

  it.each([
    ["name", "A"],
    ["name", "Adalbert"],
    ["name", 7],
    ["email", "ada"],
    ["site", "not a uri"],
    ["day", "2026-02-30"],
    ["at", "yesterday"],
    ["seats", 1.5],
    ["seats", 11],
    ["seats", "2"],
    ["price", 0.4],
    ["yes", "true"],
    ["color", "green"],
    ["meal", "Fish"],
    ["room", "Double"],
    ["days", []],
    ["days", ["mon"]],
    ["days", "sat"],
    ["talks", ["ts"]],
  ])("%s must not be %j", async (field, value) => {
    expect(await accept({ name: "Ada", [field]: value })).toMatchObject({
      problem: expect.stringContaining(`form: ${field}`),
    });
  });

  it.each([
    [undefined, "The content does not fit the form: must have required property 'name'."],
    [{ nmae: "Ada" }, 'The form has no field "nmae". Its fields are: name, email'],
    [["Ada"], 'an object with the form\'s fields, not ["Ada"]'],
    ["Ada", 'an object with the form\'s fields, not "Ada"'],
  ])("the content must not be %j", async (content, problem) => {
    expect(await accept(content)).toMatchObject({ problem: expect.stringContaining(problem) });
  });

  it.each(["decline", "cancel"])("%s needs no content, and loses what it has", async (action) => {
    expect(await checkAnswer(form, { action, content: { name: 1 } })).toEqual({ answer: { action } });
  });

  it("are told by their action, whatever else they are", () =>
    fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const action = (value as { action?: unknown } | null)?.action;
        fc.pre(!["accept", "decline", "cancel"].includes(action as string));
        expect(await checkAnswer(form, value)).toMatchObject({
          problem: expect.stringMatching(/^The answer must be/),
        });
      }),
    ));
});

it("an answer to a URL has no content", async () => {
  const question = { mode: "url", message: "Log in.", url: "https://a.example" } as const;
  const answer = await checkAnswer(question, { action: "accept", content: { a: 1 } });
  expect(answer).toEqual({ answer: { action: "accept" } });
});
