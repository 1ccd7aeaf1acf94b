/** Code points that nobody sees, written down one by one: what the tests of the sources measure by. */
const hidden: readonly (readonly [from: number, to: number])[] = [
  [0x00, 0x08],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0xd800, 0xdfff],
  [0xe000, 0xf8ff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe0fff],
  [0xf0000, 0x10ffff],
];

// By a name: as a literal the flag is not known to every compiler.
const rgiEmoji = String.raw`\p{RGI_Emoji}`;
const emoji = new RegExp(rgiEmoji, "gv");

/** The hidden characters of a text outside of its emoji, as code points. */
export function hiddenIn(text: string): number[] {
  const codes = [...text.replaceAll(emoji, "")].map((character) => character.codePointAt(0) ?? 0);
  return codes.filter((code) => hidden.some(([from, to]) => code >= from && code <= to));
}
