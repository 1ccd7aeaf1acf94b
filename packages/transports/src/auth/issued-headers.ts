import type { KnownSecrets } from "../http/known-secrets.js";
import type { Issued } from "./credentials.js";

/** What the requests of one transport are sent with. Most are sent with the same as the one before, which is not put together again. */
export class IssuedHeaders {
  readonly #secrets: KnownSecrets;
  #issued: readonly Issued[] | undefined;
  #headers: Readonly<Record<string, string>> = {};

  /** @param secrets - told of every value */
  constructor(secrets: KnownSecrets) {
    this.#secrets = secrets;
  }

  /**
   * @param issued - the last ones stand above the others
   * @returns the headers by their names, in lower case
   */
  of(issued: readonly Issued[]): Readonly<Record<string, string>> {
    if (!this.#isLast(issued)) {
      this.#headers = this.#merged(issued);
      this.#issued = issued;
    }
    return this.#headers;
  }

  #isLast(issued: readonly Issued[]): boolean {
    return this.#issued !== undefined && issued.every((each, index) => each === this.#issued?.[index]);
  }

  #merged(issued: readonly Issued[]): Readonly<Record<string, string>> {
    const headers = new Headers();
    for (const each of issued) {
      if (each.fixed) this.#secrets.addHeaders(each.headers);
      else this.#secrets.addIssuedHeaders(each.headers);
      for (const [name, value] of Object.entries(each.headers)) headers.set(name, value);
    }
    return Object.fromEntries(headers);
  }
}
