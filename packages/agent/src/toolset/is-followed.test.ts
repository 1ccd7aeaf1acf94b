import { CallbackManager } from "@langchain/core/callbacks/manager";
import { DynamicStructuredTool } from "@langchain/core/tools";
import { isFollowed } from "./is-followed.js";

const tool = new DynamicStructuredTool({ name: "a", description: "", schema: {}, func: async () => "" });

const { jest } = import.meta;

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
  const names = lookedUp();
  const others = Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.includes(name)));
  const set = (variables: Record<string, string>) =>
    jest.replaceProperty(process, "env", { ...others, ...variables });
  const forget = () => jest.advanceTimersByTime(100);
  beforeAll(() => jest.useFakeTimers());
  afterEach(() => jest.restoreAllMocks());
  afterEach(forget);
  afterAll(() => jest.useRealTimers());

  it("is something that LangChain looks up", () => {
    expect(names).toContain("LANGSMITH_TRACING");
  });

  it.each(names.flatMap((name) => ["true", "TRUE", "1", ""].map((value) => [name, value] as const)))(
    "is with %s=%j what LangChain says",
    (name, value) => {
      set({ [name]: value });
      const handlers = CallbackManager.configure()?.handlers ?? [];
      expect(isFollowed(tool, undefined, undefined)).toBe(handlers.length > 0);
    },
  );

  it("is remembered for a tenth of a second", () => {
    set({ LANGSMITH_TRACING: "true" });
    const before = isFollowed(tool, undefined, undefined);
    set({});
    expect([before, isFollowed(tool, undefined, undefined)]).toEqual([true, true]);
    forget();
    expect(isFollowed(tool, undefined, undefined)).toBe(false);
  });
});
