/**
 * What nobody sees in a text and a model reads all the same: control characters but for tab and line feed, format characters
 * (zero-width, bidirectional, tags), variation selectors, fillers, private use, what is no character at all.
 *
 * Format characters that have a shape, such as the Arabic number sign, are visible. Source: Unicode Character Database,
 * General_Category, Default_Ignorable_Code_Point, Prepended_Concatenation_Mark.
 */
const invisible = String.raw`[[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]--[\t\n\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}]]`;

/** An emoji of the Unicode list is one visible character, though it may hold joiners, selectors and tags. */
interface Patterns {
  readonly emojiOrInvisible: RegExp;
  readonly isInvisible: RegExp;
}

let made: Patterns | undefined;

/** The list of emoji is long: the first text that is not plain waits for it, not the importing of the package. */
function patterns(): Patterns {
  made ??= {
    emojiOrInvisible: new RegExp(String.raw`\p{RGI_Emoji}|${invisible}`, "gv"),
    isInvisible: new RegExp(`^${invisible}$`, "v"),
  };
  return made;
}

const isPlain = /^[\t\n -~]*$/;
const lineBreaks = /\r\n?|[\u2028\u2029]/g;

/** A text that holds only what can be seen. */
export interface VisibleText {
  readonly text: string;
  /** What was taken out, as code points such as `U+200B`, each once. */
  readonly removed: readonly string[];
}

/** Takes out of a text what nobody can see. Line breaks of all kinds become line feeds. */
export function withoutInvisible(text: string): VisibleText {
  // Nearly all texts.
  if (isPlain.test(text)) return { text, removed: [] };
  const { emojiOrInvisible, isInvisible } = patterns();
  const removed = new Set<string>();
  const visible = text.replaceAll(lineBreaks, "\n").replaceAll(emojiOrInvisible, (found) => {
    if (!isInvisible.test(found)) return found;
    removed.add(codePoint(found));
    return "";
  });
  return { text: visible, removed: [...removed] };
}

/** Writes what nobody can see as an escape, `\u{200b}`, for a person who has to judge a text. */
export function showInvisible(text: string): string {
  if (isPlain.test(text)) return text;
  const { emojiOrInvisible, isInvisible } = patterns();
  const asEscape = (character: string) => `\\u{${character.codePointAt(0)?.toString(16)}}`;
  return text
    .replaceAll(/\r\n/g, "\n")
    .replaceAll(/[\r\u2028\u2029]/g, asEscape)
    .replaceAll(emojiOrInvisible, (found) => (isInvisible.test(found) ? asEscape(found) : found));
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}`;
}
