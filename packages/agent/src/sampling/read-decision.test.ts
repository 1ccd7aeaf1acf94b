import { readDecision } from "./read-decision.js";

const params = {
  messages: [{ role: "user", content: { type: "text", text: "Which city?" } }],
  maxTokens: 50,
};

describe("readDecision", () => {
  it.each([true, false, { refuse: "Not today." }, { params }])("takes %j", (decision) => {
    expect(readDecision(decision)).toEqual(decision);
  });

  it.each([
    undefined,
    null,
    "yes",
    1,
    {},
    { refuse: true },
    { params: 5 },
    { params: { ...params, messages: "hello" } },
    { refuse: 5, params },
  ])("takes no %j", (given) => {
    expect(() => readDecision(given)).toThrow("`approve` of the sampling gave no decision");
  });
});
