import { name as nameField, toName } from "../fields/name.js";
import { deriveName } from "./derive-name.js";
import type { ServerDraft } from "./server-draft.js";

/** The name of a server. */
export interface ServerName {
  /** `undefined` when it has none that can be used. */
  readonly name: string | undefined;
  /** Whether an earlier server was given the same name. */
  readonly taken: boolean;
}

/**
 * Names servers: as their options say, else as their file does, else after what they are. Names that were made are
 * unique: the second `files` is `files-2`. Names that were given twice stay, to be reported.
 *
 * The names in a file may hold anything (`github.com/owner/server`): what cannot be in a name becomes `-`.
 */
export function nameServers(drafts: readonly ServerDraft[]): ServerName[] {
  const given = drafts.map(givenName);
  const used = new Set(given.filter((name) => name !== undefined));
  return drafts.map((draft, index) => {
    const name = given[index];
    if (name !== undefined) return { name, taken: given.indexOf(name) < index };
    if (writtenName(draft) !== undefined) return { name: undefined, taken: false };
    return { name: makeUnique(toName(draft.key ?? "") ?? deriveName(draft.value), used), taken: false };
  });
}

function givenName(draft: ServerDraft): string | undefined {
  return nameField.safeParse(writtenName(draft) ?? draft.key).data;
}

function writtenName({ value }: ServerDraft): unknown {
  return typeof value === "object" && value !== null && "name" in value ? value.name : undefined;
}

function makeUnique(name: string | undefined, used: Set<string>): string | undefined {
  if (name === undefined) return undefined;
  let unique = name;
  for (let count = 2; used.has(unique); count++) unique = `${name}-${count}`;
  used.add(unique);
  return unique;
}
