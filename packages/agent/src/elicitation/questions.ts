import { createHash } from "node:crypto";
import type { InputRequiredResult } from "@modelcontextprotocol/client";
import { settledOrAborted } from "../connection/settled-or-aborted.js";
import type { ElicitationAnswer, ElicitationQuestion } from "./elicitation-request.js";

/** Where a question comes from, as far as it has to be known to go on in another process. */
export interface QuestionOrigin {
  /** What a modern server answered in the round of the question. */
  readonly inputRequired?: InputRequiredResult;
  /** The server refused the call before it asked. */
  readonly refused?: true;
}

/** A question that waits for its answer. */
export interface OpenQuestion {
  readonly question: ElicitationQuestion;
  /** Tells it from other questions, in any process. */
  readonly digest: string;
  readonly origin: QuestionOrigin;
  answer(answer: ElicitationAnswer): void;
}

/** What a server asks for one call, in its order. */
export class Questions {
  readonly #waiting: OpenQuestion[] = [];
  readonly #open = new Map<string, Promise<ElicitationAnswer>>();
  #arrived = () => {};

  /**
   * Waits for the answer. A question that is open already is not asked twice: its server was lost, and the call made again.
   *
   * @throws the signal's reason when nobody waits any more
   */
  put(
    question: ElicitationQuestion,
    origin: QuestionOrigin,
    signal: AbortSignal,
  ): Promise<ElicitationAnswer> {
    const digest = digestOf(question);
    return settledOrAborted(this.#open.get(digest) ?? this.#add(question, digest, origin), signal);
  }

  /** The question that came first of those that nobody has taken. */
  take(): OpenQuestion | undefined {
    return this.#waiting.shift();
  }

  /** Resolves when there is a question to take. */
  arrived(): Promise<void> {
    return new Promise((resolve) => {
      this.#arrived = resolve;
      if (this.#waiting.length > 0) resolve();
    });
  }

  #add(question: ElicitationQuestion, digest: string, origin: QuestionOrigin): Promise<ElicitationAnswer> {
    const answered = new Promise<ElicitationAnswer>((resolve) => {
      const answer = (given: ElicitationAnswer) => {
        this.#open.delete(digest);
        resolve(given);
      };
      this.#waiting.push({ question, digest, origin, answer });
    });
    this.#open.set(digest, answered);
    this.#arrived();
    return answered;
  }
}

function digestOf(question: ElicitationQuestion): string {
  return createHash("sha256").update(JSON.stringify(question)).digest("base64url").slice(0, 22);
}
