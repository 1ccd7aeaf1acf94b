import { keepShape } from "../keep-shape.js";

/**
 * Ends one exchange of many that share a signal, or the ones that follow each other for one request. `AbortSignal.any` could do
 * that, and alone would take a twentieth of the processor time of a call.
 */
export class ExchangeEnd {
  static {
    keepShape(new ExchangeEnd());
  }

  #reason: Error | undefined;
  #shared: AbortSignal | undefined;
  readonly #listeners = new Set<() => void>();
  #controller: AbortController | undefined;

  /** Whether it was ended here. */
  get isEnded(): boolean {
    return this.#reason !== undefined;
  }

  /** Ends what is open, and what would follow. */
  end(reason: Error): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#controller?.abort(reason);
    for (const listener of this.#listeners) listener();
  }

  /**
   * What undici takes for the signal of its next request: it uses no more of one than there is below.
   *
   * @param shared - ends that request, too
   */
  orBy(shared: AbortSignal | null | undefined): AbortSignal {
    this.#shared = shared ?? undefined;
    return this as unknown as AbortSignal;
  }

  /** A signal like any other, for what needs one. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#reason) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  get aborted(): boolean {
    return this.isEnded || this.#shared?.aborted === true;
  }

  get reason(): unknown {
    return this.#reason ?? this.#shared?.reason;
  }

  addEventListener(type: "abort", listener: () => void, options?: { readonly once?: boolean }): void {
    this.#listeners.add(listener);
    this.#shared?.addEventListener(type, listener, options);
  }

  removeEventListener(type: "abort", listener: () => void): void {
    this.#listeners.delete(listener);
    this.#shared?.removeEventListener(type, listener);
  }
}
