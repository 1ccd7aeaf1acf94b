import type { Socket } from "node:net";
import type { Conditions } from "./conditions.js";
import { resetSocket } from "./reset-socket.js";
import { Throttle } from "./throttle.js";

/** The most that a flow holds before it reads no further, in bytes. */
const highWaterMark = 1024 * 1024;

/** What travels: bytes, then the end of one side, or its loss. */
type Cargo =
  | { readonly kind: "bytes"; readonly bytes: Buffer }
  | { readonly kind: "end" }
  | { readonly kind: "reset" };

type Held = Cargo & { readonly arrivedAt: number };

/** What a flow asks and tells the connection that it belongs to. */
export interface FlowOwner {
  /** How many of the next bytes may pass before the connection is cut; `Infinity` without such a rule. */
  allowance(): number;
  /** Bytes have passed. */
  passed(bytes: number): void;
  /** Bytes came, and none may pass. */
  exhausted(): void;
}

/** Carries bytes from one socket to another, in the order in which they came, under conditions that may change. */
export class Flow {
  private readonly held: Held[] = [];
  private readonly throttle = new Throttle();
  private heldBytes = 0;
  private writing = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly source: Socket,
    private readonly sink: Socket,
    private readonly conditions: Conditions,
    private readonly owner: FlowOwner,
  ) {
    source.on("data", (bytes) => this.hold({ kind: "bytes", bytes }));
    source.once("end", () => this.hold({ kind: "end" }));
    source.once("close", (lost) => {
      if (lost || !source.readableEnded) this.hold({ kind: "reset" });
    });
    sink.once("close", () => this.discard());
  }

  /** Goes on under new conditions. */
  conditionsChanged(): void {
    this.throttle.reset();
    this.pump();
  }

  private hold(cargo: Cargo): void {
    if (this.sink.destroyed) return;
    this.held.push({ ...cargo, arrivedAt: performance.now() });
    if (cargo.kind === "bytes") this.heldBytes += cargo.bytes.length;
    if (this.heldBytes > highWaterMark) this.source.pause();
    this.pump();
  }

  /** Lets pass what is due, and sets a timer for what is not. */
  private pump(): void {
    clearTimeout(this.timer);
    const next = this.held[0];
    if (next === undefined || this.writing || this.conditions.stalled) return;
    const now = performance.now();
    const delayMs = next.arrivedAt + this.conditions.delayMs - now;
    const waitMs = Math.max(delayMs, this.throttle.waitMs(now));
    if (waitMs > 0) this.timer = setTimeout(() => this.pump(), Math.ceil(waitMs));
    else this.deliver(next);
  }

  private deliver(cargo: Held): void {
    switch (cargo.kind) {
      case "bytes":
        this.write(cargo.bytes, cargo.arrivedAt);
        break;
      case "end":
        this.held.shift();
        this.sink.end();
        this.pump();
        break;
      case "reset":
        resetSocket(this.sink);
    }
  }

  private write(bytes: Buffer, arrivedAt: number): void {
    const { bytesPerSecond } = this.conditions;
    const size = Math.min(bytes.length, this.throttle.slice(bytesPerSecond), this.owner.allowance());
    if (size === 0) {
      this.owner.exhausted();
      return;
    }
    const rest = bytes.subarray(size);
    if (rest.length > 0) this.held[0] = { kind: "bytes", bytes: rest, arrivedAt };
    else this.held.shift();
    this.throttle.passed(size, bytesPerSecond, performance.now());
    this.writing = true;
    this.sink.write(bytes.subarray(0, size), (error) => this.written(size, error));
  }

  private written(size: number, error: Error | null | undefined): void {
    this.writing = false;
    if (error) return; // The sink is closing, and says so itself.
    this.heldBytes -= size;
    if (this.heldBytes <= highWaterMark) this.source.resume();
    this.owner.passed(size);
    if (!this.sink.destroyed) this.pump();
  }

  /** Nobody is left to read: what still comes is read and forgotten, so that the end of the source is seen. */
  private discard(): void {
    clearTimeout(this.timer);
    this.held.length = 0;
    this.heldBytes = 0;
    this.source.resume();
  }
}
