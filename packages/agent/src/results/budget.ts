import type { Budget } from "./limit.js";
import { countTokens, tokensFit } from "./token-count.js";

/** The index after the last character of a text that fits a budget. No character is cut in two. */
export function endWithin(text: string, budget: Budget, from = 0): number {
  if ("tokens" in budget) return tokensFit(text, budget.tokens, from);
  const end = Math.min(text.length, from + Math.max(0, Math.floor(budget.characters)));
  return startOfCharacter(text, end);
}

/** The index itself, or the one before it where it is in the middle of a character, which may take two. */
export function startOfCharacter(text: string, index: number): number {
  const isInside =
    isBetween(text.charCodeAt(index - 1), 0xd800, 0xdbff) &&
    isBetween(text.charCodeAt(index), 0xdc00, 0xdfff);
  return isInside ? index - 1 : index;
}

/** What is left of a budget when a text has been taken out of it. */
export function without(budget: Budget, text: string): Budget {
  return "tokens" in budget
    ? { tokens: budget.tokens - countTokens(text) }
    : { characters: budget.characters - text.length };
}

/** Whether nothing fits any more. */
export function isSpent(budget: Budget): boolean {
  return ("tokens" in budget ? budget.tokens : budget.characters) <= 0;
}

function isBetween(code: number, first: number, last: number): boolean {
  return code >= first && code <= last;
}
