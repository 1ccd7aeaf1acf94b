/** Where a server is. */
export type ServerAddress =
  | { readonly kind: "stdio"; readonly command: string; readonly args: readonly string[] }
  | { readonly kind: "sse" | "http"; readonly url: string };

/** A tool as a user of the library has it in hand. */
export interface LibraryTool {
  /** The library may have put the name of the server before it. */
  readonly name: string;
  /** Calls it. @returns the text of its result */
  call(args: Readonly<Record<string, unknown>>): Promise<string>;
}

/** Servers that are connected. */
export interface LibrarySession {
  readonly tools: readonly LibraryTool[];
  close(): Promise<void>;
}

/** What a user would take to reach MCP servers. */
export interface Library {
  /** Connects to all servers, side by side where the library can, and asks for their tools. */
  connect(servers: readonly ServerAddress[]): Promise<LibrarySession>;
}

/** The tool of a session with a name, or with the server's name and that. */
export function toolNamed({ tools }: LibrarySession, name: string): LibraryTool {
  const found = tools.find((tool) => tool.name === name || tool.name.endsWith(`_${name}`));
  if (found === undefined) throw new RangeError(`There is no tool "${name}" among ${tools.length}.`);
  return found;
}

/** A library cannot do what is measured. */
export class UnsupportedError extends RangeError {
  override readonly name = "UnsupportedError";
}
