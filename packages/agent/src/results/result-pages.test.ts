import fc from "fast-check";
import { findingsOf, pageOf } from "./result-pages.js";

const budget = { characters: 1_000 };
const lines = Array.from(
  { length: 1_000 },
  (_, line) => `line ${line}: ${line % 100 === 7 ? "a needle" : "hay"}`,
);
const text = lines.join("\n");

describe("a page of a result", () => {
  it("says where it is, and how to go on", () => {
    const page = pageOf(text, 100, budget);
    expect(page).toMatch(
      /^\[Characters 100 to 800 of \d+\. \d+ characters are left: go on with offset 800\.\]\n/,
    );
    expect(page.length).toBeLessThanOrEqual(1_000);
  });

  it("says when it is the last one", () => {
    expect(pageOf("short", 0, budget)).toBe("[Characters 0 to 5 of 5. This is the end of it.]\nshort");
  });

  it("follows the one before it, so that all of them are the whole", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 3_000, minLength: 1 }), (whole) => {
        let read = "";
        for (let offset = 0; offset < whole.length; offset = read.length)
          read += pageOf(whole, offset, { characters: 400 }).split("\n").slice(1).join("\n");
        expect(read).toBe(whole);
      }),
      { numRuns: 30 },
    );
  });
});

const halfACharacter = /\p{Surrogate}/u;

/** A text in which characters that take two places come often, and a needle now and then. */
const mixed = fc
  .array(fc.constantFrom("😀".repeat(150), "😀", "a", "needle", "n".repeat(900), "\n"), { maxLength: 40 })
  .map((parts) => parts.join(""));

it("a page cuts no character in two, wherever it is to begin", () => {
  fc.assert(
    fc.property(mixed, fc.nat(), (whole, offset) => {
      expect(pageOf(whole, offset % (whole.length + 1), budget)).not.toMatch(halfACharacter);
    }),
  );
});

describe("a search in a result", () => {
  const search = (what: string, more = {}) =>
    findingsOf(text, { search: what, regex: false, from: 0, ...more }, budget);

  it("gives the lines, with the offset of each finding", async () => {
    const found = await search("NEEDLE");
    expect(found).toMatch(/^\[10 found\./);
    expect(found).toContain(`${text.indexOf("needle")}: line 7: a needle`);
    expect(found.length).toBeLessThanOrEqual(1_000);
  });

  it("counts all, shows what fits, and says where to search on", async () => {
    const found = await search("hay");
    const next = Number(/Search on with offset (\d+)/.exec(found)?.[1]);
    expect(found).toMatch(/^\[990 found\./);
    const rest = await search("hay", { from: next });
    expect(rest).toContain(`${next}: line`);
    expect(rest.length).toBeLessThanOrEqual(1_000);
  });

  it("shows what is around a finding where the line is long", async () => {
    const long = `${"x".repeat(50_000)}needle${"y".repeat(50_000)}`;
    const found = await findingsOf(long, { search: "needle", regex: false, from: 0 }, budget);
    expect(found).toContain(`50000: ${"x".repeat(200)}needle${"y".repeat(200)}`);
    expect(found.length).toBeLessThanOrEqual(1_000);
  });

  it.each([
    ["^line 70?7:", 2],
    ["line \\d+7: a needle$", 9],
    ["(?i)NEEDLE", 10],
  ])("takes the expression %s, line by line", async (expression, count) => {
    expect(await search(expression, { regex: true })).toMatch(new RegExp(`^\\[${count} found`));
  });

  it("is done with an expression that would take others for ever", async () => {
    const long = "a".repeat(300_000);
    expect(await findingsOf(long, { search: "(a+)+b", regex: true, from: 0 }, budget)).toMatch(
      /Nothing is found/,
    );
  });

  it("cuts no character in two", async () => {
    const found = fc.asyncProperty(mixed, async (whole) => {
      const page = await findingsOf(whole, { search: "n(eedle)?", regex: true, from: 0 }, budget);
      expect(page).not.toMatch(halfACharacter);
    });
    await fc.assert(found, { numRuns: 50 });
  });

  it("shows the beginning of what is longer than a page, and where to read on", async () => {
    const long = `${"😀".repeat(20)}${"a".repeat(30_000)}\nshort a`;
    const what = { search: "a+", regex: true, from: 0 };
    const found = await findingsOf(long, what, budget);
    expect(found).toMatch(/^\[2 found\..* The first is too long for a page: read on from offset \d+\./);
    expect(found).toMatch(/\n40: a{600,}/);
    expect(found.length).toBeLessThanOrEqual(1_000);
    const readOn = Number(/read on from offset (\d+)/.exec(found)?.[1]);
    expect(pageOf(long, readOn, budget)).toContain(`]\n${"a".repeat(600)}`);
    const next = Number(/Search on with offset (\d+)/.exec(found)?.[1]);
    expect(await findingsOf(long, { ...what, from: next }, budget)).toContain(`${next}: short a`);
  });

  it.each([{ characters: 1_000 }, { tokens: 250 }])(
    "leads from page to page to everything that it finds, with %j",
    async (limit) => {
      const everything = fc.asyncProperty(mixed, async (whole) => {
        const matches = Array.from(whole.matchAll(/n+(eedle)?/g), ({ index }) => index);
        const seen = new Set<number>();
        for (let from: number | undefined = 0, pages = 0; from !== undefined; pages++) {
          expect(pages).toBeLessThanOrEqual(matches.length);
          const page = await findingsOf(whole, { search: "n+(eedle)?", regex: true, from }, limit);
          for (const [, label] of page.matchAll(/^(\d+): /gm)) seen.add(Number(label));
          const next: string | undefined = /Search on with offset (\d+)/.exec(page)?.[1];
          from = next === undefined ? undefined : Number(next);
        }
        // Of several that stand close together, the first has the label.
        for (const match of matches)
          expect([...seen].some((label) => label <= match && match - label <= 1_300)).toBe(true);
      });
      await fc.assert(everything, { numRuns: 50 });
    },
  );
});
