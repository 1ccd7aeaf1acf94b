import { availableParallelism } from "node:os";
import { setTimeout as delay, setImmediate as immediate } from "node:timers/promises";
import type { JSONRPCMessage } from "@modelcontextprotocol/client";
import { ConnectionError, type McpTeamError } from "../errors/index.js";
import { parseMessage } from "../json-rpc/parse-message.js";
import { credentialsIn } from "../secrets/credentials-in.js";
import { maskMessage } from "../secrets/mask-message.js";
import { maskSecrets } from "../secrets/mask-secrets.js";
import type { ServerTransport } from "../server-transport.js";
import { checkConfinement } from "./confine/check-confinement.js";
import type { Guarded } from "./exit-guard.js";
import { explainLoss, explainStart, type FailureFacts } from "./explain-exit.js";
import { LineFramer } from "./line-framer.js";
import { LineWriter } from "./line-writer.js";
import { type StdioOptions, stdioDefaults } from "./options.js";
import { answerForOverlong } from "./overlong-answer.js";
import type { ProcessExit } from "./process-exit.js";
import { type ServerProcess, spawnServer } from "./spawn-server.js";
import { type StartTurn, StartTurns } from "./start-turns.js";
import { StderrTail } from "./stderr-tail.js";
import { stopOrphans, stopProcess } from "./stop-process.js";

interface RunningServer extends Guarded<ServerProcess> {
  readonly writer: LineWriter;
  /** Resolves when it is known how the process has ended. */
  readonly exited: Promise<ProcessExit>;
  /** Resolves when the process and its output have ended. */
  readonly ended: Promise<void>;
}

type State =
  | { readonly kind: "idle" }
  | {
      readonly kind: "starting";
      readonly turn: StartTurn;
      readonly server: Promise<RunningServer | undefined>;
    }
  | ({ readonly kind: "running" } & RunningServer)
  | { readonly kind: "closed"; readonly done: Promise<void> };

/** After a process has ended, how long the rest of its output may take, in milliseconds. */
const outputGraceMs = 100;

/** After a pipe has broken, how long the end of its process is waited for, in milliseconds. */
const exitGraceMs = 500;

/** How much of a line that is no message is quoted. */
const quotedLength = 200;

/**
 * Most servers keep a processor busy until they speak, and more of them than there are processors take longer together than
 * one after the other. One that waits for something else holds the others up for a moment only.
 */
const startTurns = new StartTurns(availableParallelism(), 100);

/**
 * A local MCP server over its standard input and output.
 *
 * Source: MCP specification, transports, stdio.
 *
 * @throws ConfigurationError when the process cannot be held in as the options say
 */
export function stdio(options: StdioOptions): ServerTransport {
  checkConfinement(options);
  return new StdioTransport(options);
}

class StdioTransport implements ServerTransport {
  readonly kind = "stdio";
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: ServerTransport["onmessage"];

  readonly #options: StdioOptions;
  readonly #stderr: StderrTail;
  readonly #framer: LineFramer;
  #state: State = { kind: "idle" };
  #exit: ProcessExit | undefined;
  #noise: string | undefined;
  #spawnError: NodeJS.ErrnoException | undefined;

  constructor(options: StdioOptions) {
    this.#options = options;
    this.#stderr = new StderrTail(options.stderrTailBytes ?? stdioDefaults.stderrTailBytes, (line) =>
      options.logger?.debug(
        { server: options.name, stderr: this.#mask(line) },
        "server wrote to standard error",
      ),
    );
    this.#framer = new LineFramer(this.#maxMessageBytes, {
      line: (text) => this.#receive(text),
      tooLong: (line) => this.#refuse(line),
    });
  }

  get pid(): number | undefined {
    return this.#state.kind === "running" ? this.#state.process.pid : undefined;
  }

  async start(): Promise<void> {
    if (this.#state.kind !== "idle") {
      throw new ConnectionError("A stdio transport can be started only once.", {
        server: this.#options.name,
        hint: "Make a new transport for a new process.",
      });
    }
    const turn = startTurns.take();
    const starting = this.#launch(turn);
    this.#state = { kind: "starting", turn, server: starting.catch(() => undefined) };
    const server = await starting;
    if (this.#state.kind !== "starting") throw this.explain(undefined, "connect");
    this.#state = { kind: "running", ...server };
  }

  /** Resolves when the operating system has taken the message. One promise: each call goes through here. */
  send(message: JSONRPCMessage): Promise<void> {
    if (this.#state.kind !== "running")
      return Promise.reject(explainLoss({ ...this.#facts(undefined), effect: "none" }));
    const { writer, exited } = this.#state;
    return new Promise((resolve, reject) => {
      writer.write(JSON.stringify(message), (error) => {
        if (error) void this.#notTaken(error, exited).then(reject);
        else resolve();
      });
    });
  }

  close(): Promise<void> {
    if (this.#state.kind !== "closed") this.#state = { kind: "closed", done: this.#stop(this.#state) };
    return this.#state.done;
  }

  explain(cause: unknown, phase: "connect" | "call"): McpTeamError {
    // What `send` rejected with knows already that nothing was sent.
    if (phase === "call" && ConnectionError.isInstance(cause)) return cause;
    const facts = this.#facts(cause);
    return phase === "connect" ? explainStart(facts) : explainLoss(facts);
  }

  async #notTaken(error: Error, exited: Promise<ProcessExit>): Promise<McpTeamError> {
    // A pipe breaks a moment before its process is known to have ended, and how it ended says more.
    await within(exited, exitGraceMs);
    return explainLoss({ ...this.#facts(error), effect: "none" });
  }

  #facts(cause: unknown): FailureFacts {
    return {
      options: this.#options,
      stderrTail: this.#stderr.toString(),
      exit: this.#exit,
      spawnError: this.#spawnError,
      noise: this.#noise,
      cause,
    };
  }

  async #launch(turn: StartTurn): Promise<RunningServer> {
    // The first servers of a team start before the client has been made for the next one.
    if (!turn.hasCome) await turn.come;
    if (this.#state.kind === "closed") throw this.explain(undefined, "connect");
    const guarded = await spawnServer(this.#options).catch((error: NodeJS.ErrnoException) => {
      turn.end();
      this.#spawnError = error;
      throw this.explain(error, "connect");
    });
    const { process: server } = guarded;
    server.stdout.once("data", turn.end);
    server.once("exit", turn.end);
    server.stdout.on("data", (chunk: Buffer) => this.#framer.push(chunk));
    server.stderr.on("data", (chunk: Buffer) => this.#stderr.push(chunk));
    // What fails after the start shows in the exit of the process and in the writes to it.
    for (const emitter of [server, server.stdin, server.stdout, server.stderr]) emitter.on("error", () => {});
    const exited = new Promise<ProcessExit>((resolve) =>
      server.once("exit", (code, signal) => {
        this.#exit = { code, signal };
        resolve(this.#exit);
      }),
    );
    const ended = this.#watch(guarded, exited);
    return { ...guarded, writer: new LineWriter(server.stdin), exited, ended };
  }

  /** Follows a process to its end, and to the end of what it started. */
  async #watch(
    { process: server, release }: Guarded<ServerProcess>,
    exited: Promise<ProcessExit>,
  ): Promise<void> {
    const closed = new Promise<void>((resolve) => server.once("close", () => resolve()));
    await exited;
    // A descendant may hold the pipes open for ever, so the last output is waited for only a moment.
    await within(closed, outputGraceMs);
    for (const stream of [server.stdin, server.stdout, server.stderr]) stream.destroy();
    this.#framer.end();
    this.#stderr.end();
    // First it is said of each message that was not taken that it was not: what is on its way when the line ends may have been run.
    await immediate();
    // While it is being stopped, that goes on until nothing of it is left.
    if (this.#state.kind !== "running") return;
    const orphansEnded = stopOrphans(server.pid, this.#graceMs).finally(release);
    this.#state = { kind: "closed", done: orphansEnded };
    this.onerror?.(this.explain(undefined, "call"));
    this.onclose?.();
    await orphansEnded;
  }

  async #stop(state: State): Promise<void> {
    if (state.kind === "starting") state.turn.end();
    const server = state.kind === "starting" ? await state.server : state;
    if (server && "process" in server) {
      const { process, writer, ended, release } = server;
      await stopProcess(
        { pid: process.pid, exited: ended, endStdin: () => writer.end() },
        this.#graceMs,
      ).finally(release);
    }
    this.onclose?.();
  }

  #receive(line: string): void {
    const message = parseMessage(line);
    if (message) this.#handOn(message);
    else this.#reportNoise(line);
  }

  #handOn(message: JSONRPCMessage): void {
    try {
      this.onmessage?.(this.#masked(message));
    } catch (error) {
      // The fault of the listener is not that of the process, and must not end the program.
      this.onerror?.(error as Error);
    }
  }

  #reportNoise(line: string): void {
    const quoted = this.#mask(line.length > quotedLength ? `${line.slice(0, quotedLength)}…` : line);
    this.#noise ??= quoted;
    this.onerror?.(
      new ConnectionError(`A line on standard output is not JSON-RPC and was skipped: ${quoted}`, {
        server: this.#options.name,
        hint: "An MCP server may write only messages to standard output: its logs belong on standard error.",
      }),
    );
  }

  #refuse({ bytes, head, tail }: { bytes: number; head: string; tail: string }): void {
    const limit = this.#maxMessageBytes;
    const message = `The server sent a message of ${bytes} bytes, over the limit of ${limit} (maxMessageBytes).`;
    this.onerror?.(
      new ConnectionError(message, {
        server: this.#options.name,
        hint:
          limit < stdioDefaults.maxMessageBytes
            ? "Raise `maxMessageBytes`, or ask the server for less at once."
            : "Ask the server for less at once: Node.js has no longer strings.",
      }),
    );
    const answer = answerForOverlong(head, tail, message);
    if (answer) this.#handOn(answer);
  }

  #masked(message: JSONRPCMessage): JSONRPCMessage {
    const maskFailure = (text: string) => maskSecrets(text, credentialsIn(this.#options.env));
    return maskMessage(message, (text) => this.#mask(text), maskFailure);
  }

  #mask(text: string): string {
    return maskSecrets(text, Object.values(this.#options.env ?? {}));
  }

  get #maxMessageBytes(): number {
    const longest = stdioDefaults.maxMessageBytes;
    return Math.min(this.#options.maxMessageBytes ?? longest, longest);
  }

  get #graceMs(): number {
    return this.#options.closeGraceMs ?? stdioDefaults.closeGraceMs;
  }
}

async function within(promise: Promise<unknown>, timeMs: number): Promise<void> {
  const waiting = new AbortController();
  await Promise.race([promise, delay(timeMs, undefined, { signal: waiting.signal }).catch(() => {})]);
  waiting.abort();
}
