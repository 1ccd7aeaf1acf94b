import fc from "fast-check";
import { hiddenIn } from "../../../test/hidden-characters.js";
import { showInvisible, withoutInvisible } from "./invisible-characters.js";

/** Ordinary text spelled out in tag characters, as smugglers do. */
const tags = (text: string) =>
  [...text].map((character) => String.fromCodePoint(0xe0000 + (character.codePointAt(0) ?? 0))).join("");

describe("withoutInvisible", () => {
  it.each<[string, string, string, string[]]>([
    ["leaves plain text", "Reads a file.\n\tSlowly.", "Reads a file.\n\tSlowly.", []],
    ["leaves other scripts and marks", "Прочитать é́ 読む ملف १", "Прочитать é́ 読む ملف १", []],
    ["takes out escape sequences", "a\u001b[31mb\u0007", "a[31mb", ["U+001B", "U+0007"]],
    [
      "takes out NUL, DEL and C1 controls",
      "a\0b\u007fc\u0085d\u009be",
      "abcde",
      ["U+0000", "U+007F", "U+0085", "U+009B"],
    ],
    ["makes one line break of all kinds", "a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne", []],
    [
      "takes out zero-width characters",
      "a\u200bb\u200cc\u200dd\u2060e\ufefff",
      "abcdef",
      ["U+200B", "U+200C", "U+200D", "U+2060", "U+FEFF"],
    ],
    [
      "takes out bidirectional controls",
      "\u202eexe.\u202cx\u2066y\u2069\u200f\u061c",
      "exe.xy",
      ["U+202E", "U+202C", "U+2066", "U+2069", "U+200F", "U+061C"],
    ],
    ["takes out tag characters", `Adds.${tags("Hi")}`, "Adds.", ["U+E0048", "U+E0069"]],
    ["takes out variation selectors", "a\ufe00b\u{e0100}\u{e01ef}", "ab", ["U+FE00", "U+E0100", "U+E01EF"]],
    [
      "takes out fillers and soft hyphens",
      "a\u00adb\u3164c\u115fd\u034fe\u180ef",
      "abcdef",
      ["U+00AD", "U+3164", "U+115F", "U+034F", "U+180E"],
    ],
    ["takes out private use", "a\ue000b\u{f0000}c\u{10fffd}", "abc", ["U+E000", "U+F0000", "U+10FFFD"]],
    ["takes out what is no character", "a\ud800b\ufffec\ufdd0", "abc", ["U+D800", "U+FFFE", "U+FDD0"]],
    ["takes out annotations between lines", "a\ufff9b\ufffac\ufffb", "abc", ["U+FFF9", "U+FFFA", "U+FFFB"]],
    ["leaves emoji as they are", "👩‍💻 ❤️ 1️⃣ 🇫🇷 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩‍💻 ❤️ 1️⃣ 🇫🇷 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿", []],
    [
      "takes out what hangs on an emoji",
      `😀\ufe01\u{e0101}\u200d!${tags("x")}`,
      "😀!",
      ["U+FE01", "U+E0101", "U+200D", "U+E0078"],
    ],
    ["leaves number signs that can be seen", "\u0600\u06dd\u070f", "\u0600\u06dd\u070f", []],
  ])("%s", (_, text, visible, removed) => {
    expect(withoutInvisible(text)).toEqual({ text: visible, removed });
  });

  const unit = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    fc.constantFrom(
      "👩‍💻",
      "❤️",
      "1️⃣",
      "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
      "👩",
      "💻",
      "\u200d",
      "\ufe0f",
      "\u20e3",
      "1",
      "\u{e0067}",
      "\u{e007f}",
      "🏴",
    ),
    fc.integer({ min: 0xe0000, max: 0xe01ef }).map((code) => String.fromCodePoint(code)),
  );
  const anyText = fc.array(unit).map((parts) => parts.join(""));

  it("leaves nothing invisible outside of an emoji, whatever it is given", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const rest = withoutInvisible(text).text;
        expect(hiddenIn(rest)).toEqual([]);
      }),
    );
  });

  it("takes away nothing that can be seen, and does the same to its own result", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { text: visible } = withoutInvisible(text);
        expect(withoutInvisible(visible)).toEqual({ text: visible, removed: [] });
        const letters = (all: string) =>
          [...all].filter((each) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(each) && !/[\p{DI}]/u.test(each));
        expect(letters(visible)).toEqual(letters(text));
      }),
    );
  });
});

describe("showInvisible", () => {
  it("writes what cannot be seen as an escape", () => {
    expect(showInvisible("a\u200bb\u001b[0m\rc\n\u{e0041}❤️")).toBe(
      "a\\u{200b}b\\u{1b}[0m\\u{d}c\n\\u{e0041}❤️",
    );
  });

  it("leaves nothing that a terminal obeys", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(hiddenIn(showInvisible(text))).toEqual([]);
      }),
    );
  });
});
