import type { CredentialFunction, CredentialRequest } from "./options.js";

/** What a function gave, and after which renewal. */
export interface Versioned<T> {
  readonly value: T;
  readonly generation: number;
}

/** A value that a function gives for each request, and renews once for all requests that were refused. */
export class CalledValue<T> {
  readonly #call: CredentialFunction<T>;
  readonly #context: unknown;
  #generation = 0;
  #renewed: Versioned<T> | undefined;
  #renewing: Promise<Versioned<T>> | undefined;

  constructor(call: CredentialFunction<T>, context: unknown) {
    this.#call = call;
    this.#context = context;
  }

  async get(): Promise<Versioned<T>> {
    // What the function has now was refused already.
    await this.#renewing?.catch(() => {});
    const generation = this.#generation;
    return { value: await this.#ask(false), generation };
  }

  /** @param refused - the generation of the value that was refused; a newer one is there already for those who come late */
  async renew(refused: number): Promise<Versioned<T>> {
    if (this.#renewing) return this.#renewing;
    if (this.#renewed && refused < this.#renewed.generation) return this.#renewed;
    this.#renewing = this.#renewOnce().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #renewOnce(): Promise<Versioned<T>> {
    const value = await this.#ask(true);
    this.#generation += 1;
    this.#renewed = { value, generation: this.#generation };
    return this.#renewed;
  }

  async #ask(expired: boolean): Promise<T> {
    const context = this.#context === undefined ? {} : { context: this.#context };
    // The program gives the context and the function: they fit.
    return this.#call({ expired, ...context } as CredentialRequest<never>);
  }
}
