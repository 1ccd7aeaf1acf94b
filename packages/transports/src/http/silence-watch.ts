/** How to notice that a connection is dead though nothing says so. */
export interface SilenceOptions {
  /** How long it may be silent before it is probed, in milliseconds. */
  readonly silentMs: number;
  /** How long a probe may go unanswered, in milliseconds. */
  readonly answerMs: number;
  /** Sends something that has to be answered. */
  readonly probe: () => void;
  /** Called once, when a probe was not answered. */
  readonly dead: () => void;
}

type State =
  | { readonly kind: "off" }
  | { readonly kind: "listening"; heardAt: number }
  /** A new object for each probe, so that one can be told from the next. */
  | { readonly kind: "probing" };

/**
 * Watches for silence. Silence alone proves nothing, for a healthy server may have nothing to say: so it is
 * asked, and only one that does not answer is dead. The timer does not keep the process alive.
 */
export class SilenceWatch {
  readonly #options: SilenceOptions;
  #state: State = { kind: "off" };
  #timer: NodeJS.Timeout | undefined;

  constructor(options: SilenceOptions) {
    this.#options = options;
  }

  /** Begins to watch; silence counts from now. */
  start(): void {
    if (this.#state.kind === "off") this.#listen();
  }

  /** Something arrived: any byte will do. */
  heard(): void {
    if (this.#state.kind === "probing") this.#listen();
    // A timer set anew for each chunk would cost more than to look at the clock when it fires.
    else if (this.#state.kind === "listening") this.#state.heardAt = performance.now();
  }

  stop(): void {
    this.#state = { kind: "off" };
    clearTimeout(this.#timer);
  }

  #listen(): void {
    this.#state = { kind: "listening", heardAt: performance.now() };
    this.#wait(this.#options.silentMs);
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#timeIsUp(), ms).unref();
  }

  #timeIsUp(): void {
    const state = this.#state;
    if (state.kind === "listening") {
      const left = this.#options.silentMs - (performance.now() - state.heardAt);
      if (left > 0) this.#wait(left);
      else this.#probe();
    } else if (state.kind === "probing") {
      // A process that was busy or suspended first reads what has arrived meanwhile.
      setImmediate(() => this.#giveUp(state));
    }
  }

  #probe(): void {
    this.#state = { kind: "probing" };
    this.#wait(this.#options.answerMs);
    this.#options.probe();
  }

  #giveUp(probed: State): void {
    if (this.#state !== probed) return;
    this.stop();
    this.#options.dead();
  }
}
