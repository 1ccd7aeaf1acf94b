import fc from "fast-check";
import { Pages } from "./pages.js";

describe("Pages", () => {
  it("gives every item once, in its order, though the list changes in between", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(450), async (length) => {
        const pages = new Pages<number>();
        let list = Array.from({ length }, (_, index) => index);
        const given: number[] = [];
        let cursor: string | undefined;
        do {
          const page = await pages.page(cursor, undefined, async () => list);
          given.push(...page.items);
          cursor = page.nextCursor;
          list = [];
        } while (cursor !== undefined);
        expect(given).toEqual(Array.from({ length }, (_, index) => index));
      }),
      { numRuns: 30 },
    );
  });

  it("gives a page again, to the one who asked for its list, and to nobody else", async () => {
    const pages = new Pages<number>();
    const { nextCursor } = await pages.page(undefined, "ada", async () => Array(150).fill(1));
    const read = async () => [];
    expect((await pages.page(nextCursor, "ada", read)).items).toHaveLength(50);
    expect((await pages.page(nextCursor, "ada", read)).items).toHaveLength(50);
    await expect(pages.page(nextCursor, "bob", read)).rejects.toMatchObject({ code: -32602 });
    await expect(pages.page("1", "ada", read)).rejects.toThrow("There is no such page");
  });

  it("keeps so many lists, and forgets the oldest", async () => {
    const pages = new Pages<number>();
    const begin = () => pages.page(undefined, undefined, async () => Array(150).fill(1));
    const [first, second] = [await begin(), await begin()];
    for (let more = 0; more < 99; more++) await begin();
    const read = async () => [];
    await expect(pages.page(first.nextCursor, undefined, read)).rejects.toThrow("not any more");
    expect((await pages.page(second.nextCursor, undefined, read)).items).toHaveLength(50);
  });
});
