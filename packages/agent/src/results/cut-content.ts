import { endWithin, isSpent, without } from "./budget.js";
import type { StandardBlock } from "./content-blocks.js";
import type { Budget } from "./limit.js";

/** What a model sees of a message. */
export type Content = string | readonly StandardBlock[];

/** A content that was too long. */
export interface CutContent {
  /** All its text, which `read_result` pages through. */
  readonly text: string;
  /** How many characters of it are shown. */
  readonly shown: number;
  /** Where the first part begins that is not shown. */
  readonly firstHidden: number;
  /** What is shown, with a note after it. */
  with(note: string): string | StandardBlock[];
}

/** Stands between the texts of a content when they are read as one. */
const separator = "\n";

/** The part of a text block that is shown. */
interface Part {
  readonly block: number;
  readonly text: string;
  /** Where it begins in the text of all. */
  readonly start: number;
  end: number;
}

/**
 * Cuts the text of a content to a budget. What is not text stays. Where there are several texts, the more important ones
 * have the room first.
 *
 * @param priorities - how important each block is, from 0 to 1; 0.5 where nothing is said
 * @returns `undefined` when all of it fits
 */
export function cutContent(
  content: Content,
  budget: Budget,
  room: Budget,
  priorities: ReadonlyMap<number, number> = new Map(),
): CutContent | undefined {
  const blocks = typeof content === "string" ? [{ type: "text", text: content } as const] : content;
  const parts = partsOf(blocks);
  const text = parts.map((part) => part.text).join(separator);
  if (endWithin(text, budget) === text.length) return undefined;

  const important = ({ block }: Part) => priorities.get(block) ?? 0.5;
  let left = room;
  for (const part of [...parts].sort((one, other) => important(other) - important(one))) {
    if (isSpent(left)) break;
    part.end = endWithin(part.text, left);
    left = without(left, part.text.slice(0, part.end) + separator);
  }
  const hidden = parts.find((part) => part.end < part.text.length) as Part;
  return {
    text,
    shown: parts.reduce((sum, { end }) => sum + end, 0),
    firstHidden: hidden.start + hidden.end,
    with: (note) =>
      typeof content === "string" ? shownText(hidden, note) : shownBlocks(blocks, parts, note),
  };
}

function partsOf(blocks: readonly StandardBlock[]): Part[] {
  let start = 0;
  return blocks.flatMap((each, block) => {
    if (each.type !== "text") return [];
    const part = { block, text: String(each.text), start, end: 0 };
    start += part.text.length + separator.length;
    return [part];
  });
}

function shownText({ text, end }: Part, note: string): string {
  return `${text.slice(0, end)}\n\n${note}`;
}

function shownBlocks(
  blocks: readonly StandardBlock[],
  parts: readonly Part[],
  note: string,
): StandardBlock[] {
  const shown = blocks.flatMap((block, index): StandardBlock[] => {
    const part = parts.find((each) => each.block === index);
    if (part === undefined) return [block];
    return part.end === 0 ? [] : [{ type: "text", text: part.text.slice(0, part.end) }];
  });
  return [...shown, { type: "text", text: note }];
}
