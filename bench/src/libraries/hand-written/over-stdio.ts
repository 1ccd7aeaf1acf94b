import { spawn } from "node:child_process";
import { once } from "node:events";
import type { OpenWire } from "./json-rpc.js";

const newline = 0x0a;

/** A process, spoken to over its standard input and output: one message a line. */
export function overStdio(command: string, args: readonly string[]): OpenWire {
  return async (receive, fail) => {
    const server = spawn(command, args, { stdio: ["pipe", "pipe", "ignore"] });
    const ended = once(server, "exit");
    server.once("exit", (code, signal) => fail(new RangeError(`The server ended (${code ?? signal}).`)));
    let parts: Buffer[] = [];
    server.stdout.on("data", (chunk: Buffer) => {
      let start = 0;
      for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
        parts.push(chunk.subarray(start, end));
        const line = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
        parts = [];
        start = end + 1;
        receive(JSON.parse(line.toString()));
      }
      if (start < chunk.length) parts.push(chunk.subarray(start));
    });
    await once(server, "spawn");
    const close = async () => {
      server.stdin.end();
      await ended;
    };
    return { send: (text) => void server.stdin.write(`${text}\n`), close };
  };
}
