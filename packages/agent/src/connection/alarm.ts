import { AsyncLocalStorage } from "node:async_hooks";
import { keepShape, ShortLivedMap } from "@mcp-team/transports";

/** What Node.js takes for a timer at most, in milliseconds. */
const longestMs = 2 ** 31 - 1;

/** Runs something in nobody's course: the timer would keep that of the call that happens to set it, and have all alarms go off in it. */
const onNobodysBehalf = AsyncLocalStorage.snapshot();

/**
 * Goes off when its time has come, unless it is stopped before, as most are. All alarms share one timer of Node.js, which stays set when
 * they are stopped, while somebody has more of them in mind ({@link keepTimer}): to set one for each call and to clear it takes a
 * thirtieth of a call that comes after a pause. It holds the program up only while an alarm is set.
 */
export class Alarm {
  static {
    keepShape(new Alarm(() => {}));
  }

  readonly #goOff: () => void;
  #number = 0;
  /** Of the kind of number that it is once it is set: the example, whose shape V8 keeps, never is. */
  #at = Number.NEGATIVE_INFINITY;

  constructor(goOff: () => void) {
    this.#goOff = goOff;
  }

  /** When it goes off, as `performance.now()` counts. */
  get at(): number {
    return this.#at;
  }

  /** Sets it, anew when it is set already. @param afterMs - in milliseconds */
  set(afterMs: number): void {
    this.#at = performance.now() + afterMs;
    if (this.#number === 0) this.#number = shared.add(this);
    shared.fireBy(this.#at);
  }

  stop(): void {
    if (this.#number === 0) return;
    shared.remove(this.#number);
    this.#number = 0;
  }

  /** Unless another one that went off at the same time has stopped it. */
  goOff(): void {
    if (this.#number === 0) return;
    this.stop();
    this.#goOff();
  }
}

/** Has the timer stay set between alarms until the returned object is disposed, once. The last one who does so leaves none. */
export function keepTimer(): Disposable {
  return shared.keep();
}

/** The timer of all alarms. */
class SharedTimer {
  readonly #alarms = new ShortLivedMap<number, Alarm>();
  readonly #keepers = new Set<Disposable>();
  #lastNumber = 0;
  #timer: NodeJS.Timeout | undefined;
  #firesAt = 0;
  /** With what the timer was set: a test may have put another clock in place of the one that it waits for. */
  #setWith: typeof setTimeout | undefined;

  /** @returns the number by which it can be removed */
  add(alarm: Alarm): number {
    this.#lastNumber += 1;
    this.#alarms.set(this.#lastNumber, alarm);
    if (this.#alarms.size === 1) this.#timer?.ref();
    return this.#lastNumber;
  }

  /** Sees to it that it fires at this time, or before. */
  fireBy(at: number): void {
    if (this.#timer === undefined || at < this.#firesAt || this.#setWith !== setTimeout) this.#set(at);
  }

  remove(number: number): void {
    this.#alarms.take(number);
    this.#restIfIdle();
  }

  keep(): Disposable {
    const keeper = {
      [Symbol.dispose]: () => {
        this.#keepers.delete(keeper);
        this.#restIfIdle();
      },
    };
    this.#keepers.add(keeper);
    return keeper;
  }

  #restIfIdle(): void {
    if (this.#alarms.size > 0) return;
    if (this.#keepers.size > 0) this.#timer?.unref();
    else {
      clearTimeout(this.#timer);
      this.#timer = undefined;
    }
  }

  #set(at: number): void {
    clearTimeout(this.#timer);
    const afterMs = Math.min(Math.ceil(at - performance.now()), longestMs);
    this.#firesAt = at;
    this.#setWith = setTimeout;
    this.#timer = onNobodysBehalf(() => setTimeout(() => this.#fire(), afterMs));
  }

  #fire(): void {
    this.#timer = undefined;
    const now = performance.now();
    const alarms = this.#alarms.values();
    const left = alarms.filter(({ at }) => at > now);
    for (const { at } of left) this.fireBy(at);
    for (const alarm of alarms) if (alarm.at <= now) alarm.goOff();
  }
}

const shared = new SharedTimer();
