/** What about one character of each class costs. Decision 0012 says where the numbers come from. */
const costs = {
  space: 0.05,
  lineBreak: 0.4,
  digit: 0.45,
  lower: 0.11,
  upper: 0.42,
  mark: 0.6,
  twoBytes: 0.4,
  threeBytes: 0.8,
  fourBytes: 2,
};

/** What the beginning of a word costs, that of a word within a word, and that of a number. */
const wordCost = 0.65;
const humpCost = 0.25;
const numberCost = 0.25;

type CharacterClass = keyof typeof costs;

function classOf(code: number): CharacterClass {
  if (code === 32) return "space";
  if (code === 9 || code === 10 || code === 13) return "lineBreak";
  if (code >= 48 && code <= 57) return "digit";
  if (code >= 97 && code <= 122) return "lower";
  if (code >= 65 && code <= 90) return "upper";
  if (code < 0x80) return "mark";
  if (code < 0x800) return "twoBytes";
  return code < 0x1_00_00 ? "threeBytes" : "fourBytes";
}

function isLetter(each: CharacterClass | undefined): boolean {
  return each === "lower" || each === "upper";
}

function costOf(now: CharacterClass, before: CharacterClass | undefined): number {
  if (isLetter(now) && !isLetter(before)) return costs[now] + wordCost;
  if (now === "upper" && before === "lower") return costs[now] + humpCost;
  return now === "digit" && before !== "digit" ? costs[now] + numberCost : costs[now];
}

/** How far a text goes with about so many tokens: the index after the last character that fits. */
export function tokensFit(text: string, tokens: number, from = 0): number {
  let left = tokens;
  let before: CharacterClass | undefined;
  for (let index = from; index < text.length; ) {
    const code = text.codePointAt(index) as number;
    const now = classOf(code);
    left -= costOf(now, before);
    if (left < 0) return index;
    before = now;
    index += code < 0x1_00_00 ? 1 : 2;
  }
  return text.length;
}

/** About how many tokens a text has, for models of today. */
export function countTokens(text: string): number {
  let sum = 0;
  let before: CharacterClass | undefined;
  for (const character of text) {
    const now = classOf(character.codePointAt(0) as number);
    sum += costOf(now, before);
    before = now;
  }
  return Math.ceil(sum);
}
