import { createHash } from "node:crypto";
import type { ElicitResult, InputRequiredResult } from "@modelcontextprotocol/client";
import type { AskingServer } from "../connection/client-feature.js";
import { settledOrAborted } from "../connection/settled-or-aborted.js";
import type { ElicitationQuestion } from "./elicitation-request.js";

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
  answer(answer: ElicitResult): void;
}

/** A question that the server has asked, and its answer when there is one. */
interface KnownQuestion {
  readonly answered: Promise<ElicitResult>;
  isOpen: boolean;
  /** How often the line had been lost when it was asked. */
  losses: number;
}

/** What a server asks for one call, in its order. */
export class Questions {
  readonly #server: Pick<AskingServer, "losses">;
  readonly #waiting: OpenQuestion[] = [];
  readonly #known = new Map<string, KnownQuestion>();
  #arrived = () => {};

  constructor(server: Pick<AskingServer, "losses">) {
    this.#server = server;
  }

  /**
   * Waits for the answer. A server that was lost is sent the call again, and asks what it asked before: it gets the answer
   * that is given to that, and no person is asked twice.
   *
   * @throws the signal's reason when nobody waits any more
   */
  put(question: ElicitationQuestion, origin: QuestionOrigin, signal: AbortSignal): Promise<ElicitResult> {
    const digest = digestOf(question);
    const before = this.#known.get(digest);
    const isAgain = before !== undefined && (before.isOpen || before.losses < this.#server.losses);
    const known = isAgain ? before : this.#add(question, digest, origin);
    known.losses = this.#server.losses;
    return settledOrAborted(known.answered, signal);
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

  #add(question: ElicitationQuestion, digest: string, origin: QuestionOrigin): KnownQuestion {
    let resolve = (_answer: ElicitResult) => {};
    const answered = new Promise<ElicitResult>((settle) => {
      resolve = settle;
    });
    const known = { answered, isOpen: true, losses: this.#server.losses };
    const answer = (given: ElicitResult) => {
      known.isOpen = false;
      resolve(given);
    };
    this.#known.set(digest, known);
    this.#waiting.push({ question, digest, origin, answer });
    this.#arrived();
    return known;
  }
}

function digestOf(question: ElicitationQuestion): string {
  return createHash("sha256").update(JSON.stringify(question)).digest("base64url").slice(0, 22);
}
