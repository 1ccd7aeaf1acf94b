import { connect, type Socket } from "node:net";
import { ConnectionError } from "@mcp-team/transports";
import { checkNumber } from "./check-number.js";
import { type Conditions, fairConditions } from "./conditions.js";
import { Connection } from "./connection.js";
import type { CutRule, CutScope } from "./cut-rule.js";
import { type Direction, type OneWay, waysOf } from "./direction.js";
import type { FaultProxy, FaultProxyTraffic } from "./fault-proxy.js";
import { Listener } from "./listener.js";
import { type FaultProxyTarget, parseTarget, type Target } from "./target.js";
import { Waiting } from "./waiting.js";

/** What a proxy is started with. */
export interface FaultProxyOptions {
  /** The server that it leads to: its URL, or `{ host, port }`. */
  readonly target: FaultProxyTarget;
}

/**
 * Starts a TCP proxy in this process, on a free port of 127.0.0.1.
 *
 * @throws {@link ConfigurationError} when the target is no URL with a port
 * @example
 * ```ts
 * await using server = await startServer({ transport: "sse" });
 * await using proxy = await startFaultProxy({ target: server.url });
 * // … connect to proxy.url(), then:
 * proxy.cut();
 * ```
 */
export async function startFaultProxy({ target }: FaultProxyOptions): Promise<FaultProxy> {
  const proxy = new TcpFaultProxy(parseTarget(target));
  await proxy.accept();
  return proxy;
}

class TcpFaultProxy implements FaultProxy {
  private readonly listener = new Listener((socket) => this.take(socket));
  private readonly conditions: Record<OneWay, Conditions> = { up: fairConditions(), down: fairConditions() };
  private readonly connections = new Set<Connection>();
  private readonly counted = { connections: 0, closed: 0, up: 0, down: 0 };
  private readonly waiting = new Waiting();
  private rule: CutRule | undefined;

  constructor(private target: Target) {}

  get port(): number {
    return this.listener.port;
  }

  get traffic(): FaultProxyTraffic {
    const { connections, up, down } = this.counted;
    return { connections, open: this.connections.size, up, down };
  }

  url(path = this.target.path): string {
    return `${this.target.protocol}//127.0.0.1:${this.port}${path.startsWith("/") ? path : `/${path}`}`;
  }

  cut(): void {
    for (const connection of this.connections) connection.cut();
  }

  cutAfter(bytes: number, direction: Direction = "down", scope: CutScope = "next"): void {
    const whole = Number.isInteger(bytes) || bytes === Number.POSITIVE_INFINITY;
    checkNumber("bytes", bytes, bytes >= 0 && whole, "a whole number from 0 on, or Infinity");
    this.cutBy(bytes === Number.POSITIVE_INFINITY ? undefined : { bytes, direction, scope });
  }

  stall(direction: Direction = "both"): void {
    this.change(direction, { stalled: true });
  }

  resume(direction: Direction = "both"): void {
    this.change(direction, { stalled: false });
  }

  delay(ms: number, direction: Direction = "both"): void {
    checkNumber("ms", ms, ms >= 0 && Number.isFinite(ms), "a number of milliseconds from 0 on");
    this.change(direction, { delayMs: ms });
  }

  bandwidth(bytesPerSecond: number, direction: Direction = "both"): void {
    const wanted = "a positive number of bytes; use stall() to let nothing pass";
    checkNumber("bytesPerSecond", bytesPerSecond, bytesPerSecond > 0, wanted);
    this.change(direction, { bytesPerSecond });
  }

  refuse(): void {
    this.listener.close();
  }

  accept(): Promise<void> {
    return this.listener.open();
  }

  retarget(target: FaultProxyTarget): void {
    this.target = parseTarget(target);
  }

  connected(): Promise<void> {
    const before = this.counted.connections;
    return this.waiting.until(() => this.counted.connections > before);
  }

  closed(): Promise<void> {
    const before = this.counted.closed;
    return this.waiting.until(() => this.counted.closed > before);
  }

  idle(): Promise<void> {
    return this.waiting.until(() => this.connections.size === 0);
  }

  passed(bytes = 1, direction: Direction = "both"): Promise<void> {
    const sum = () => waysOf(direction).reduce((total, way) => total + this.counted[way], 0);
    const before = sum();
    return this.waiting.until(() => sum() - before >= bytes);
  }

  async stop(): Promise<void> {
    this.refuse();
    for (const connection of this.connections) connection.drop();
    await this.idle();
    this.waiting.end(new ConnectionError("The proxy was stopped before that happened."));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  private cutBy(rule: CutRule | undefined): void {
    this.rule = rule;
    const now = rule?.scope === "next" ? undefined : rule;
    for (const connection of this.connections) connection.limit(now);
  }

  private take(client: Socket): void {
    const server = connect({ host: this.target.host, port: this.target.port, allowHalfOpen: true });
    const connection = new Connection(client, server, this.conditions, {
      passed: (way, bytes) => {
        this.counted[way] += bytes;
        this.waiting.changed();
      },
      cutBy: (rule) => {
        if (rule === this.rule && rule.scope === "first") this.cutBy(undefined);
      },
      closed: () => {
        this.connections.delete(connection);
        this.counted.closed += 1;
        this.waiting.changed();
      },
    });
    connection.limit(this.rule);
    if (this.rule?.scope === "next") this.rule = undefined;
    this.connections.add(connection);
    this.counted.connections += 1;
    this.waiting.changed();
  }

  private change(direction: Direction, conditions: Partial<Conditions>): void {
    for (const way of waysOf(direction)) Object.assign(this.conditions[way], conditions);
    for (const connection of this.connections) connection.conditionsChanged();
  }
}
