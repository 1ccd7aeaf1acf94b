import { ConnectionError, McpTeamError } from "../errors/index.js";
import { headerProblems } from "../http/check-headers.js";
import { problemsOf } from "../http/check-options.js";
import { CalledValue, type Versioned } from "./called-value.js";
import type { Credentials, CredentialUse, Issued, Refusal, Subject } from "./credentials.js";
import type { CredentialFunction } from "./options.js";

type Headers = Readonly<Record<string, string>>;

/** A function of the program, and what becomes of what it gives. */
export interface HeaderFunction<T> {
  /** The option that holds it, such as `auth.bearer`. */
  readonly option: string;
  readonly call: CredentialFunction<T>;
  /** What it has to give, in words. */
  readonly expected: string;
  readonly isExpected: (value: unknown) => boolean;
  readonly toHeaders: (value: T) => Headers;
}

/** Headers that a function of the program gives. */
export class CalledHeaders<T> implements Credentials {
  readonly #source: HeaderFunction<T>;
  readonly #value: CalledValue<T>;

  constructor(source: HeaderFunction<T>, context: unknown) {
    this.#source = source;
    this.#value = new CalledValue(source.call, context);
  }

  issue({ subject }: CredentialUse): Promise<Issued> {
    return this.#issued(subject, () => this.#value.get());
  }

  async renew({ challenge, issued }: Refusal, { subject }: CredentialUse): Promise<Issued | undefined> {
    // A function cannot allow more than it did.
    if (challenge !== "unauthorized") return undefined;
    return this.#issued(subject, () => this.#value.renew(issued.generation));
  }

  async #issued(subject: Subject, ask: () => Promise<Versioned<T>>): Promise<Issued> {
    const { option, expected, isExpected, toHeaders } = this.#source;
    const { value, generation } = await ask().catch((cause) => {
      throw this.#failed(subject, cause);
    });
    if (!isExpected(value)) {
      const got = value === null ? "null" : Array.isArray(value) ? "a list" : typeof value;
      const message = `the function must give ${expected}, and it gave ${value === "" ? "an empty text" : got}.`;
      throw problemsOf([{ path: option, message }], subject.name);
    }
    const headers = toHeaders(value);
    const problems = headerProblems(headers, option);
    if (problems.length > 0) throw problemsOf(problems, subject.name);
    return { headers, generation };
  }

  #failed({ label, name, secrets }: Subject, cause: unknown): McpTeamError {
    if (McpTeamError.isInstance(cause)) return cause;
    const { option } = this.#source;
    const reason = secrets.mask(String((cause as Error | undefined)?.message ?? cause));
    return new ConnectionError(
      `${label} was not asked: the function for its \`${option}\` failed: ${reason}.`,
      {
        server: name,
        hint: `Look at the function that was given as \`${option}\`.`,
        effect: "none",
      },
    );
  }
}
