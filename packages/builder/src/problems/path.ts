/** Where something is inside an option, such as `["args", 1]`. */
export type OptionPath = readonly PropertyKey[];

/** Writes the path of an option as people write it in code: `servers.files.args[1]`. */
export function writePath(base: string, path: OptionPath = []): string {
  return path.reduce<string>((written, key) => written + step(key, written === ""), base);
}

function step(key: PropertyKey, first: boolean): string {
  if (typeof key === "number") return `[${key}]`;
  const name = String(key);
  if (!/^[\w$-]+$/.test(name)) return `[${JSON.stringify(name)}]`;
  return first ? name : `.${name}`;
}
