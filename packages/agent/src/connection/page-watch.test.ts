import { PageWatch } from "./page-watch.js";

const limits = { pages: 3, items: 10, timeMs: 60_000 };

function seen(...pages: [items: number, nextCursor?: string][]): string | undefined {
  const watch = new PageWatch("it", "the list of tools", limits);
  try {
    for (const [items, nextCursor] of pages) watch.see({ items, nextCursor });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe("the pages of a list", () => {
  it.each<[string, ...Parameters<typeof seen>]>([
    ["one", [10]],
    ["as many as there may be", [1, "a"], [1, "b"], [8]],
    ["an empty one in between", [0, "a"], [1]],
    ["a cursor that is an empty text", [1, ""], [1]],
  ])("are taken: %s", (_, ...pages) => {
    expect(seen(...pages)).toBeUndefined();
  });

  it.each<[string, string, ...Parameters<typeof seen>]>([
    ["a page that leads to itself", "page 2 leads back to an earlier one", [1, "a"], [1, "a"]],
    ["a circle", "page 3 leads back", [1, "a"], [1, "b"], [1, "a"]],
    ["too many pages", "it goes on after 3 pages", [1, "a"], [1, "b"], [1, "c"]],
    ["too many items", "it has more than 10 items", [5, "a"], [6]],
  ])("are refused: %s", (_, why, ...pages) => {
    expect(seen(...pages)).toContain(`Server "it" does not end the list of tools: ${why}`);
  });
});
