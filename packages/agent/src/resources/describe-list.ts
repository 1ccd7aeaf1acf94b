import { withoutInvisible } from "../toolset/shown/invisible-characters.js";
import type { TeamResource, TeamResourceTemplate } from "./team-resources.js";

type Item = TeamResource | TeamResourceTemplate;

/** Which items of a list are shown. */
export interface ListPart {
  /** Words that an item has to have, all of them. */
  readonly filter: string;
  readonly offset: number;
}

/** How many items a page has. */
const pageLength = 50;

/** A description that is longer says more than a list has room for, in characters. */
const longestDescription = 200;

/** Tells a model what resources there are, one a line, a page at a time. */
export function describeList(items: readonly Item[], { filter, offset }: ListPart): string {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = items.filter((item) => isForModel(item) && hasWords(item, words));
  const page = fitting.slice(offset, offset + pageLength);
  if (page.length === 0) return nothing(fitting.length, filter, offset);
  const end = offset + page.length;
  const rest =
    end < fitting.length ? `\nThere are ${fitting.length - end} more: go on with offset ${end}.` : "";
  return page.map(lineOf).join("\n") + rest;
}

function nothing(count: number, filter: string, offset: number): string {
  if (count > 0) return `There are ${count} resources, so there is nothing at offset ${offset}.`;
  return filter ? `No resource has the words "${filter}".` : "There are no resources.";
}

/** Source: MCP specification, annotations: `audience` says who a resource is intended for. */
function isForModel({ annotations }: Item): boolean {
  const audience = annotations?.audience ?? [];
  return audience.length === 0 || audience.includes("assistant");
}

function hasWords(item: Item, words: readonly string[]): boolean {
  const { name, title = "", description = "", server } = item;
  const text = [addressOf(item), name, title, description, server].join("\n").toLowerCase();
  return words.every((word) => text.includes(word));
}

function addressOf(item: Item): string {
  return "uri" in item ? String(item.uri) : String((item as TeamResourceTemplate).uriTemplate);
}

function lineOf(item: Item): string {
  const { name, title, description, mimeType, server } = item;
  const kind = "uri" in item ? [] : ["a template: fill in what is in braces"];
  const size = "size" in item && typeof item.size === "number" ? [`${item.size} bytes`] : [];
  const facts = [...kind, mimeType, ...size, `server ${server}`].filter(Boolean).join(", ");
  const said = description ? `: ${shortened(description)}` : "";
  // As with tools: a model reads what a person would see.
  return withoutInvisible(`- ${addressOf(item)} "${title ?? name}" (${facts})${said}`).text;
}

function shortened(description: string): string {
  const line = description.replaceAll(/\s+/g, " ").trim();
  return line.length > longestDescription ? `${line.slice(0, longestDescription - 1)}…` : line;
}
