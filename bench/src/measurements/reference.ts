import { referenceServer, startServer } from "@mcp-team/testing";
import { libraries, libraryNamed } from "../libraries.js";
import { type LibrarySession, type LibraryTool, type ServerAddress, toolNamed } from "../library.js";

/** How a server of a measurement is reached. */
export type Line = ServerAddress["kind"];

/**
 * Of fixed size is what a server makes its objects in: V8 has it grow and shrink, and where it has just grown a call touches
 * pages for the first time. That took three times the processor time of a call, for a thousand calls with a pause between
 * them, and by chance those of one library or of another.
 */
const fixedSpace = ["--min-semi-space-size=16", "--max-semi-space-size=16"];

/** A reference server over stdio, which the library starts. */
export function localServer(tool: string): ServerAddress {
  const { command, args } = referenceServer({ tools: [tool] });
  return { kind: "stdio", command, args: [...fixedSpace, ...args] };
}

/** Connects a library to one reference server that has one tool. */
export async function connectTo(
  subject: string,
  line: Line,
  name: string,
): Promise<{ readonly session: LibrarySession; readonly tool: LibraryTool } & AsyncDisposable> {
  const library = await libraryNamed(subject).load();
  const server = line === "stdio" ? undefined : await startServer({ transport: line, tools: [name] });
  const address = server && line !== "stdio" ? { kind: line, url: server.url } : localServer(name);
  const session = await library.connect([address]);
  const dispose = async () => {
    await session.close();
    await server?.stop();
  };
  return { session, tool: toolNamed(session, name), [Symbol.asyncDispose]: dispose };
}

/** All libraries as subjects. */
export const allLibraries: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(libraries).map(([name, { title }]) => [name, title]),
);

/** Some of the libraries as subjects. */
export function librariesNamed(...names: (keyof typeof libraries)[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, libraries[name].title]));
}

const text = "The quick brown fox jumps over the lazy dog.";

/** A call of `echo` that makes sure of its result. */
export function echoing(tool: LibraryTool): () => Promise<void> {
  return async () => {
    const answer = await tool.call({ text });
    if (answer !== text) throw new RangeError(`echo answered ${answer}`);
  };
}
