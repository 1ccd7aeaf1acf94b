import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Client, type ClientOptions } from "@modelcontextprotocol/client";
import { balanced } from "../../src/balanced/balanced.js";
import type { BalancedOptions } from "../../src/balanced/options.js";
import { reconnecting } from "../../src/reconnecting/reconnecting.js";
import type { ReplicaStatus, ServerTransport } from "../../src/server-transport.js";
import { sse } from "../../src/sse/sse.js";
import { stdio } from "../../src/stdio/stdio.js";

const program = fileURLToPath(new URL("../fixtures/replica-server.js", import.meta.url));

/** How a replica of a test behaves. See the fixture. */
export interface ReplicaSettings {
  readonly tools?: readonly string[];
  readonly schema?: object;
  readonly startDelayMs?: number;
  /** It ends at its start as long as this file is there. */
  readonly brokenWhile?: string;
  /** It refuses every request with this error. */
  readonly refuse?: string;
  readonly pageSize?: number;
  /** Its list has no end: each page leads to itself, or to one more. */
  readonly endless?: "same" | "more";
}

/** What a replica noted of a call. */
export interface Note {
  readonly event: "start" | "end" | "cancelled" | `notifications/${string}`;
  readonly tool?: string;
  readonly input?: Record<string, unknown>;
  readonly pid: number;
}

/** The two kinds of replicas: those that reopen themselves, and those that just end. */
export type LineKind = "lines" | "bare transports";

export const fast = { initialDelayMs: 10, maxDelayMs: 50 };

/** What a test's server has besides its replicas. */
export interface TestOptions extends Partial<BalancedOptions> {
  readonly line?: LineKind;
  readonly client?: ClientOptions;
}

/** Makes the line to a replica. */
export function lineTo(
  open: () => ServerTransport,
  kind: LineKind = "lines",
  timeoutMs = 5_000,
): () => ServerTransport {
  if (kind === "bare transports") return open;
  return () => reconnecting(open, { name: "files", timeoutMs, ...fast, maxSends: 1 });
}

/** A folder for the files of a test. */
export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), "balanced-"));
  return { path, file: (name: string) => join(path, name), remove: () => rmSync(path, { recursive: true }) };
}

/** A replica that is a process, with a line to it. */
export function local(settings: ReplicaSettings & { readonly log?: string } = {}): () => ServerTransport {
  return () => stdio({ command: process.execPath, args: [program, JSON.stringify(settings)], name: "files" });
}

/** A client of a server with these replicas. */
export async function connect(replicas: readonly (() => ServerTransport)[], options: TestOptions = {}) {
  const { line, client: clientOptions = {}, ...rest } = options;
  const transport = balanced(
    replicas.map((open) => lineTo(open, line)),
    { name: "files", timeoutMs: 5_000, ...fast, ...rest },
  );
  const client = new Client({ name: "test", version: "1.0.0" }, clientOptions);
  const errors: Error[] = [];
  const changes: string[] = [];
  const statuses: string[] = [];
  client.setNotificationHandler("notifications/tools/list_changed", () => void changes.push("tools"));
  transport.onstatus = ({ state }) => void statuses.push(state);
  await client.connect(transport);
  client.onerror = (error) => void errors.push(error);
  await client.listTools().catch(async (error: unknown) => {
    await transport.close();
    throw error;
  });
  const call = async (
    name: string,
    input: Record<string, unknown> = {},
    how?: Parameters<typeof client.callTool>[1],
  ): Promise<string> => {
    const { content } = await client.callTool({ name, arguments: input }, how);
    const [block] = content as { text?: string }[];
    return String(block?.text);
  };
  return {
    client,
    transport,
    errors,
    changes,
    statuses,
    call,
    replica: (index: number) => transport.replicas?.[index] as ReplicaStatus,
    pids: () => transport.replicas?.map(({ pid }) => pid) ?? [],
    /** So many calls one after the other. @returns the processes that answered */
    async answeredBy(count: number) {
      const pids: number[] = [];
      while (pids.length < count) pids.push(Number(await call("pid")));
      return pids;
    },
    /** The replica that works on a call. */
    async busy() {
      const find = () => transport.replicas?.find(({ inFlight }) => inFlight > 0);
      await until(() => find() !== undefined);
      return find() as ReplicaStatus;
    },
    /** All replicas are ready. */
    allReady: () => until(() => transport.replicas?.every(({ state }) => state === "ready") === true),
    [Symbol.asyncDispose]: () => transport.close(),
  };
}

/** Local replicas that write into one log. */
export async function connectLocal(settings: readonly ReplicaSettings[], options: TestOptions = {}) {
  const folder = temporaryFolder();
  const log = folder.file("log");
  const test = await connect(
    settings.map((each) => local({ ...each, log })),
    options,
  ).catch((error) => {
    folder.remove();
    throw error;
  });
  return {
    ...test,
    notes: (tool: string, event: Note["event"] = "start") =>
      readNotes(log).filter(
        (note) => note.event === event && (note.tool === undefined || note.tool === tool),
      ),
    async [Symbol.asyncDispose]() {
      await test.transport.close();
      folder.remove();
    },
  };
}

export function readNotes(log: string): Note[] {
  if (!existsSync(log)) return [];
  const lines = readFileSync(log, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Note);
}

/** Nothing tells when it comes true, so it is asked for until it does. */
export async function until(isTrue: () => boolean, timeoutMs = 5_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error(`not true after ${timeoutMs} ms: ${isTrue}`);
    await delay(5);
  }
}

/** A replica that listens, and can be killed and started again at the same address. */
export async function startRemote(settings: ReplicaSettings & { readonly log?: string } = {}) {
  let child: ChildProcess;
  let port = 0;
  const start = async () => {
    child = spawn(process.execPath, [program, JSON.stringify({ ...settings, port })], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const [line] = (await once(
      createInterface({ input: child.stdout as NodeJS.ReadableStream }),
      "line",
    )) as [string];
    port = Number(new URL(line.replace("listening on ", "")).port);
  };
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
  await start();
  const url = `http://127.0.0.1:${port}/sse`;
  return {
    url,
    start,
    kill,
    /** It keeps its connections, and does nothing any more. */
    stall: () => child.kill("SIGSTOP"),
    goOn: () => child.kill("SIGCONT"),
    open: () => sse({ url, name: "files", timeoutMs: 2_000 }),
    [Symbol.asyncDispose]: kill,
  };
}
