import { Writable } from "node:stream";

/** Where the protocol writes, while everything else that is written to standard output goes to standard error. */
export interface ProtocolOutput extends Disposable {
  readonly stream: Writable;
}

/**
 * Keeps standard output for the protocol alone: a `console.log` in a tool or a library would break it.
 *
 * "The server MUST NOT write anything to its `stdout` that is not a valid MCP message" (MCP, stdio)
 */
export function takeStandardOutput(): ProtocolOutput {
  const { stdout, stderr } = process;
  const write = stdout.write;
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk, encoding, done) => void write.call(stdout, chunk, encoding, done),
  });
  // An output that nobody reads any more is reported by the write that fails.
  stdout.on("error", ignore);
  stdout.write = stderr.write.bind(stderr) as typeof stdout.write;
  return {
    stream,
    [Symbol.dispose]() {
      stdout.write = write;
      stdout.off("error", ignore);
    },
  };
}

function ignore(): void {}
