import { CallbackManager } from "@langchain/core/callbacks/manager";
import { DynamicStructuredTool } from "@langchain/core/tools";
import { isFollowed } from "./is-followed.js";

const tool = new DynamicStructuredTool({ name: "a", description: "", schema: {}, func: async () => "" });

/** The variables that LangChain looks up to know whether a run is followed. */
function lookedUp(): string[] {
  const { env } = process;
  const names = new Set<string>();
  process.env = new Proxy(env, {
    get: (variables, name) => {
      names.add(String(name));
      return variables[String(name)];
    },
  });
  try {
    CallbackManager.configure();
  } finally {
    process.env = env;
  }
  return [...names];
}

describe("whether the environment has every run followed", () => {
  // What is known of the environment is known for a moment.
  afterEach(() => new Promise((resolve) => setImmediate(resolve)));

  it("is something that LangChain looks up", () => {
    expect(lookedUp()).toContain("LANGSMITH_TRACING");
  });

  it.each(lookedUp().flatMap((name) => ["true", "TRUE", "1", ""].map((value) => [name, value] as const)))(
    "is with %s=%j what LangChain says",
    (name, value) => {
      process.env[name] = value;
      try {
        const handlers = CallbackManager.configure()?.handlers ?? [];
        expect(isFollowed(tool, undefined)).toBe(handlers.length > 0);
      } finally {
        delete process.env[name];
      }
    },
  );
});
