const quote = 0x22;
const backslash = 0x5c;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

/** How deep the lists and objects of a body may lie in each other: what walks over deeper ones could run out of stack. */
export const maxJsonDepth = 100;

/** Whether lists and objects lie deeper in each other than they may. Looks at the text once; it need not be JSON. */
export function isTooDeep(json: string, maxDepth = maxJsonDepth): boolean {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < json.length; index++) {
    const character = json.charCodeAt(index);
    if (inText) {
      if (character === backslash) index++;
      else if (character === quote) inText = false;
    } else if (character === quote) inText = true;
    else if (opening.has(character) && ++depth > maxDepth) return true;
    else if (closing.has(character)) depth--;
  }
  return false;
}
