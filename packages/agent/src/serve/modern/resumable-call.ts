import type { CallToolResult, Progress } from "@modelcontextprotocol/client";
import type { ElicitationAnswer, ElicitationQuestion } from "../../elicitation/elicitation-request.js";
import { canAsk, type ElicitationCapability } from "../offer/can-ask.js";
import type { Caller } from "../offer/offer.js";

/** A request that follows a call. */
export type Following = Omit<Caller, "ask">;

/** How far a call has come: to its end, or to a question. */
export type Step =
  | { readonly kind: "result"; readonly result: CallToolResult }
  | { readonly kind: "question"; readonly question: ElicitationQuestion };

interface Open {
  readonly question: ElicitationQuestion;
  readonly answer: (answer: ElicitationAnswer) => void;
}

/**
 * A call that is followed by one request after the other. In the modern era a server cannot ask in the middle of a request: it
 * ends it with its question, and the client comes back with the answer.
 */
export class ResumableCall {
  readonly #end = new AbortController();
  readonly #result: Promise<CallToolResult>;
  /** The questions that wait, in their order: several tools may ask at once. */
  readonly #open: Open[] = [];
  #request: Following;
  #asked = () => {};

  /** @param request - the request that begins it */
  constructor(
    request: Following,
    capability: ElicitationCapability | undefined,
    start: (caller: Caller) => Promise<CallToolResult>,
  ) {
    this.#request = request;
    this.#result = start({
      signal: this.#end.signal,
      identity: request.identity,
      progress: request.progress && ((progress: Progress) => this.#request.progress?.(progress)),
      log: (level, data, logger) => this.#request.log(level, data, logger),
      ask: canAsk(capability, (question) => this.#ask(question)),
    });
    // It may be given up while no request follows it.
    this.#result.catch(() => {});
  }

  /** Follows it on behalf of a request, whose end ends the call unless it ends with a question. */
  async follow(request: Following): Promise<Step> {
    this.#request = request;
    const gone = () => this.drop(request.signal.reason);
    if (request.signal.aborted) gone();
    request.signal.addEventListener("abort", gone, { once: true });
    try {
      const asked = new Promise<undefined>((resolve) => {
        this.#asked = () => resolve(undefined);
        if (this.#open.length > 0) resolve(undefined);
      });
      const result = await Promise.race([this.#result, asked]);
      if (result) return { kind: "result", result };
      return { kind: "question", question: (this.#open[0] as Open).question };
    } finally {
      request.signal.removeEventListener("abort", gone);
    }
  }

  /** Answers the question that it came to. */
  answer(answer: ElicitationAnswer): void {
    this.#open.shift()?.answer(answer);
  }

  /** Gives it up. */
  drop(reason: unknown): void {
    this.#end.abort(reason);
  }

  #ask(question: ElicitationQuestion): Promise<ElicitationAnswer> {
    return new Promise((resolve, reject) => {
      this.#end.signal.addEventListener("abort", () => reject(this.#end.signal.reason), { once: true });
      this.#open.push({ question, answer: resolve });
      this.#asked();
    });
  }
}
