/** The environment that variables are filled in from. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A text with its variables filled in, and what could not be. */
export interface Filled {
  readonly text: string;
  /** One sentence for each variable that has no value. */
  readonly problems: readonly string[];
}

/** `${NAME}`, `${env:NAME}`, each with `:-default`, and what looks like them but is not known (`${input:token}`). */
const reference =
  /\$\{(?:(?<prefix>[A-Za-z]\w*):(?!-))?(?<name>[A-Za-z_][\w.-]*?)(?<withDefault>:-(?<fallback>[^}]*))?\}/g;

/** Variables that an editor fills in from what is open in it. */
const ofEditors = new Set([
  "workspaceFolder",
  "workspaceFolderBasename",
  "userHome",
  "file",
  "fileDirname",
  "pathSeparator",
]);

/**
 * Fills in the variables of a text. As in a shell, the default of `${NAME:-default}` also stands for a variable that
 * is set and empty.
 */
export function fillVariables(text: string, environment: Environment): Filled {
  const problems: string[] = [];
  const filled = text.replaceAll(reference, (written, ...match) => {
    const groups = match.at(-1) as Record<"prefix" | "name" | "withDefault" | "fallback", string | undefined>;
    const { prefix = "env", name = "", withDefault, fallback = "" } = groups;
    const value = prefix === "env" ? environment[name] : undefined;
    if (value !== undefined && !(value === "" && withDefault !== undefined)) return value;
    if (prefix === "env" && withDefault !== undefined) return fallback;
    problems.push(unknownReference(written, prefix, name));
    return written;
  });
  return { text: filled, problems };
}

function unknownReference(written: string, prefix: string, name: string): string {
  if (prefix === "input") {
    return `uses \`${written}\`, which an editor asks for, and inputs are not supported here: use an environment variable, such as \`\${${toVariable(name)}}\``;
  }
  if (prefix !== "env")
    return `uses \`${written}\`, and \`${prefix}:\` is not supported: write \`\${NAME}\` for an environment variable`;
  if (ofEditors.has(name))
    return `uses \`${written}\`, which only editors know: write the path, or set the environment variable ${name}`;
  return `uses the environment variable ${name}, which is not set: set it, or give a default as in \`\${${name}:-default}\``;
}

function toVariable(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]+/g, "_").toUpperCase();
}
