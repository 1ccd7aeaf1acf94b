import fc from "fast-check";
import type { StandardBlock } from "./content-blocks.js";
import { cutContent } from "./cut-content.js";
import { countTokens } from "./token-count.js";

const text = (value: string) => ({ type: "text" as const, text: value });
const image: StandardBlock = { type: "image", mimeType: "image/png", data: "AAAA" };
const budget = { characters: 20 };
const room = { characters: 10 };

describe("a content that is too long", () => {
  it("is left alone when it fits", () => {
    expect(cutContent("x".repeat(20), budget, room)).toBeUndefined();
    expect(cutContent([text("x".repeat(9)), image, text("y".repeat(10))], budget, room)).toBeUndefined();
  });

  it("shows its beginning, and then the note", () => {
    const cut = cutContent("0123456789".repeat(3), budget, room);
    expect(cut).toMatchObject({ shown: 10, firstHidden: 10, text: "0123456789".repeat(3) });
    expect(cut?.with("[note]")).toBe("0123456789\n\n[note]");
  });

  it("keeps what is no text, and cuts the texts in their order", () => {
    const cut = cutContent([text("aaaaaa"), image, text("b".repeat(30))], budget, room);
    expect(cut).toMatchObject({ shown: 9, firstHidden: 10, text: `aaaaaa\n${"b".repeat(30)}` });
    expect(cut?.with("[note]")).toEqual([text("aaaaaa"), image, text("bbb"), text("[note]")]);
  });

  it("gives the room to what is important", () => {
    const cut = cutContent([text("a".repeat(30)), text("important")], budget, room, new Map([[1, 0.9]]));
    expect(cut?.with("[note]")).toEqual([text("important"), text("[note]")]);
    expect(cut?.firstHidden).toBe(0);
  });

  it("cuts no character in two", () => {
    expect(cutContent("a😀".repeat(20), { characters: 12 }, { characters: 5 })?.with("!")).toBe("a😀a\n\n!");
  });

  it("has all its text, and shows no more than there is room for", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: "grapheme", maxLength: 50 })), {
          maxLength: 5,
        }),
        fc.nat(100),
        fc.boolean(),
        (texts, size, inTokens) => {
          const [whole, part] = inTokens
            ? [{ tokens: size + 20 }, { tokens: size }]
            : [{ characters: size + 20 }, { characters: size }];
          const cut = cutContent(texts.map(text), whole, part);
          if (cut === undefined) return;
          expect(cut.text).toBe(texts.join("\n"));
          const shown = (cut.with("") as { text: string }[]).map((block) => block.text);
          expect(shown.join("").length).toBe(cut.shown);
          if (inTokens) expect(countTokens(shown.join("\n"))).toBeLessThanOrEqual(size + 20);
          else expect(shown.join("").length).toBeLessThanOrEqual(size);
        },
      ),
    );
  });
});
