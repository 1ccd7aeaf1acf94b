import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type CallLogEntry,
  type ReferenceServerOptions,
  readCallLog,
  referenceServer,
  startScriptedModel,
  waitFor,
} from "@mcp-team/testing";
import { obedient } from "./scripted-team.js";

const main = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

/** A start takes seconds on a busy machine. */
export const patience = { timeoutMs: 15_000 };

/** How the program is started. */
export interface ProgramOptions {
  /** Its servers, by name. @default one named `reference` */
  readonly servers?: Readonly<Record<string, ReferenceServerOptions>>;
  /** Added to its environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The service as people run it: a process of its own. */
export interface Program extends AsyncDisposable {
  readonly pid: number;
  /** Its standard output so far. */
  stdout(): string;
  stderr(): string;
  /** Waits until it listens. */
  listening(): Promise<string>;
  /** Waits for an event of a call of its server `reference`. */
  called(event: CallLogEntry["event"]): Promise<CallLogEntry>;
  kill(signal: NodeJS.Signals): void;
  /** Waits for its end. */
  exit(): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

export async function startProgram({ servers, env }: ProgramOptions = {}): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), "service-program-"));
  const log = join(folder, "calls.jsonl");
  const file = join(folder, "mcp-servers.json");
  const commands = Object.entries(servers ?? { reference: {} }).map(([name, options]) => [
    name,
    referenceServer({ log, ...options }),
  ]);
  writeFileSync(file, JSON.stringify({ mcpServers: Object.fromEntries(commands) }));
  const model = await startScriptedModel(obedient);
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      PORT: "0",
      MCP_SERVERS_FILE: file,
      OPENAI_API_KEY: "sk-very-secret",
      OPENAI_BASE_URL: model.baseUrl,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "close");
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  return {
    pid: child.pid ?? 0,
    stdout,
    stderr,
    listening: () => urlOf(child, stdout, stderr),
    called: (event) =>
      waitFor(() => readCallLog(log).find((entry) => entry.event === event), {
        ...patience,
        what: `a call to ${event}`,
      }),
    kill: (signal) => void child.kill(signal),
    async exit() {
      await ended;
      return { code: child.exitCode, signal: child.signalCode };
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await ended;
      await model.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

function textOf(stream: NodeJS.ReadableStream): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  return () => text;
}

async function urlOf(child: ChildProcess, stdout: () => string, stderr: () => string): Promise<string> {
  const found = await waitFor(
    () => /listening at (http:\/\/[^"]+)/.exec(stdout())?.[1] ?? (child.exitCode !== null && "ended"),
    { ...patience, what: "the program to listen" },
  );
  if (found === "ended") throw new TypeError(`The program ended before it listened:\n${stderr()}`);
  return found;
}
