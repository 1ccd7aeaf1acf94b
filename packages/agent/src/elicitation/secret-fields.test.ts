import { secretFields } from "./secret-fields.js";

const form = (name: string, field: object) => ({
  type: "object" as const,
  properties: { [name]: { type: "string" as const, ...field } },
});

describe("a field asks for a secret", () => {
  it.each([
    ["password", {}],
    ["newPassword", {}],
    ["user_password_2", {}],
    ["apiKey", {}],
    ["API_KEYS", {}],
    ["OPENAIApiKey", {}],
    ["api-key", {}],
    ["githubToken", {}],
    ["credentials", {}],
    ["pin", { title: "Your PIN code" }],
    ["field1", { title: "Credit card number" }],
    ["field2", { format: "password" }],
    ["cvc", { type: "integer" }],
  ])("by its name, title or format: %s %j", (name, field) => {
    expect(secretFields(form(name, field))).toEqual([name]);
  });

  it.each([
    ["name", {}],
    ["tokenLimit", { type: "integer" }],
    ["max_token_count", { type: "integer" }],
    ["password_policy", {}],
    ["keyboard", {}],
    ["secretary", {}],
    ["tokenizer", {}],
    ["passenger", { title: "Passenger's name" }],
    ["token", { enum: ["a", "b"] }],
    ["showPassword", { type: "boolean" }],
    ["card", { title: "Which card game?" }],
  ])("but not %s %j", (name, field) => {
    expect(secretFields(form(name, field))).toEqual([]);
  });
});
