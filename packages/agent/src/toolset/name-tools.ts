import { createHash } from "node:crypto";

/**
 * How tools get their names.
 *
 * - `"collisions"`: a tool keeps its name; names that several servers have become `server__tool`, for all of them.
 * - `"prefix"`: every tool becomes `server__tool`.
 * - `"refuse"`: a tool keeps its name; a name that several servers have is an error.
 */
export type ToolNaming = "collisions" | "prefix" | "refuse";

/** A tool before it has the name that the model knows. */
export interface UnnamedTool {
  readonly server: string;
  /** The name that the server gave. */
  readonly name: string;
}

/** The longest name that the model providers take. */
const maxLength = 64;
const hashLength = 8;

/**
 * Gives each tool a name of `[a-zA-Z_][a-zA-Z0-9_-]{0,63}` that no other tool has, and that does not begin with `extract-`.
 *
 * @param reserved - names that are taken, such as those of local tools
 * @returns the names, in the order of the tools
 */
export function nameTools(
  tools: readonly UnnamedTool[],
  naming: ToolNaming,
  reserved: ReadonlySet<string> = new Set(),
): string[] {
  const collisions = collidingNames(tools, reserved);
  const taken = new Set(reserved);
  return tools.map(({ server, name }) => {
    const prefixed = naming === "prefix" || (naming === "collisions" && collisions.has(fitName(name)));
    const wanted = prefixed ? `${server}__${name}` : name;
    const fitted = fitName(wanted);
    // Two names of one server can become the same when their odd characters are replaced.
    const unique = taken.has(fitted) ? withHash(wanted, `${server}\0${name}`) : fitted;
    taken.add(unique);
    return unique;
  });
}

/** The names, made to fit, that more than one server has or that are taken already. */
export function collidingNames(
  tools: readonly UnnamedTool[],
  reserved: ReadonlySet<string>,
): ReadonlySet<string> {
  const owners = new Map<string, Set<string>>();
  for (const { server, name } of tools) {
    const fitted = fitName(name);
    owners.set(fitted, (owners.get(fitted) ?? new Set()).add(server));
  }
  const names = [...owners].filter(([name, servers]) => servers.size > 1 || reserved.has(name));
  return new Set(names.map(([name]) => name));
}

/** Replaces what a provider would refuse; a name too long is cut, and a hash of all of it keeps it apart from others. */
function fitName(name: string): string {
  const clean = replaceOddCharacters(name);
  return clean.length > 0 && clean.length <= maxLength ? clean : withHash(clean, name);
}

function withHash(name: string, whole: string): string {
  const hash = createHash("sha256").update(whole).digest("hex").slice(0, hashLength);
  return `${replaceOddCharacters(name).slice(0, maxLength - hashLength - 1)}_${hash}`;
}

/** Names that LangChain takes for structured output, not for tools: it would never run them. Source: `ReactAgent` of langchain 1.5. */
const takenForOutput = /^extract-/;
/** Source: Gemini API, FunctionDeclaration: a name "must start with a letter or an underscore". */
const wrongStart = /^[^a-zA-Z_]/;

function replaceOddCharacters(name: string): string {
  return name
    .replaceAll(/[^a-zA-Z0-9_-]/g, "_")
    .replace(takenForOutput, "extract_")
    .replace(wrongStart, "_$&");
}
