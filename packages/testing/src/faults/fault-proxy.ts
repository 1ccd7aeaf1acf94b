import type { CutScope } from "./cut-rule.js";
import type { Direction } from "./direction.js";
import type { FaultProxyTarget } from "./target.js";

/** What a proxy has seen so far. */
export interface FaultProxyTraffic {
  /** How many connections were accepted. */
  readonly connections: number;
  /** How many of them are open. */
  readonly open: number;
  /** How many bytes went up to the server. */
  readonly up: number;
  /** How many bytes came down to the clients. */
  readonly down: number;
}

/**
 * A TCP proxy on a loopback address that does to a connection what networks do. Faults hold for all connections, the
 * open ones and those that come, until they are lifted.
 */
export interface FaultProxy extends AsyncDisposable {
  readonly port: number;
  readonly traffic: FaultProxyTraffic;

  /**
   * The URL that leads through the proxy.
   *
   * @param path - with the query; that of the target when it is left out
   */
  url(path?: string): string;

  /** Resets all open connections (RST), on both sides. New ones are accepted. */
  cut(): void;

  /**
   * Cuts a connection as soon as so many bytes have passed. Takes the place of such a rule that was given before.
   * Node reports an end instead of a reset to the side that reads the last bytes and the reset at once.
   *
   * @param bytes - 0 cuts it when the first byte comes; `Infinity` lifts the rule
   * @param direction - what is counted; `both` counts the sum. Default `down`
   * @param scope - default `next`
   * @throws {@link ConfigurationError} for a number that is negative or not whole
   */
  cutAfter(bytes: number, direction?: Direction, scope?: CutScope): void;

  /**
   * Holds everything back, the ends of connections included, without a sign to either side. The first megabyte of
   * each connection is kept; more stays with its sender.
   *
   * @param direction - default `both`
   */
  stall(direction?: Direction): void;

  /** Lets go what was stalled. @param direction - default `both` */
  resume(direction?: Direction): void;

  /**
   * Delivers everything later, in its order, also what is under way already.
   *
   * @param ms - in milliseconds; 0 lifts it
   * @param direction - `both` delays each of them. Default `both`
   * @throws {@link ConfigurationError} for a number that is negative or not finite
   */
  delay(ms: number, direction?: Direction): void;

  /**
   * Limits how fast bytes pass on each connection.
   *
   * @param bytesPerSecond - `Infinity` lifts it
   * @param direction - `both` limits each of them. Default `both`
   * @throws {@link ConfigurationError} for a number that is not positive
   */
  bandwidth(bytesPerSecond: number, direction?: Direction): void;

  /** Lets the system refuse new connections (ECONNREFUSED). Open ones stay. */
  refuse(): void;

  /**
   * Accepts new connections again, on the same port.
   *
   * @throws {@link ConnectionError} when another program has taken the port in the meantime
   */
  accept(): Promise<void>;

  /** Sends new connections elsewhere. Open ones stay where they are. */
  retarget(target: FaultProxyTarget): void;

  /** Resolves at the next connection. @throws {@link ConnectionError} when the proxy stops first */
  connected(): Promise<void>;

  /** Resolves when a connection has closed next. @throws {@link ConnectionError} when the proxy stops first */
  closed(): Promise<void>;

  /** Resolves when no connection is open, at once when there is none. */
  idle(): Promise<void>;

  /**
   * Resolves when so many bytes have passed from now on.
   *
   * @param bytes - default 1
   * @param direction - `both` counts the sum. Default `both`
   * @throws {@link ConnectionError} when the proxy stops first
   */
  passed(bytes?: number, direction?: Direction): Promise<void>;

  /** Cuts all connections and frees the port. Can be called again. */
  stop(): Promise<void>;
}
