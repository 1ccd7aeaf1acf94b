/** Words that say nothing of what somebody wants. */
const empty = new Set(
  `a about again all am an and any are as at be been being both but by can could did do does doing done each few for from
  further had has have having he her here hers him his how i if in into is it its just let like me more most my no nor not
  now of off on once only or other our ours out over own please same shall she should so some such than that the their theirs
  them then there these they this those through to too under until up us very was we were what when where which while who
  whom whose why will with would you your yours`.split(/\s+/),
);

/** The words of a text or a name: `listOpenIssues`, `list_open_issues` and `List open issues` have the same. */
export function wordsOf(text: string): string[] {
  const apart = text
    .replaceAll(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2");
  return apart.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Whether a word says something of what somebody wants. */
export function isTelling(word: string): boolean {
  return !empty.has(word);
}
