import { isDeepStrictEqual } from "node:util";
import { OutcomeUnknownError } from "@mcp-team/transports";
import type { CallToolResult } from "@modelcontextprotocol/client";
import type { CallOptions, MakeCall } from "../connection/call-options.js";
import { checkAnswer } from "./check-answer.js";
import type { Continuation, ElicitationInterrupt } from "./elicitation-interrupt.js";
import type { UrlQuestion } from "./elicitation-request.js";
import { interruptRun } from "./graph-interrupt.js";
import type { OpenQuestion, Questions } from "./questions.js";
import { afterRequiredUrls } from "./required-urls.js";

/** What a call is, for the person who is asked in the middle of it. */
export interface CallFacts {
  readonly server: string;
  readonly tool: string;
  readonly toolCallId: string;
}

/** A question that was asked by an interrupt. */
interface Asked {
  readonly open: OpenQuestion;
  readonly value: ElicitationInterrupt;
  /** What the run was resumed with, once it was. */
  given?: { readonly answer: unknown };
}

/** How a call begins. */
interface Beginning extends CallFacts {
  readonly make: MakeCall;
  /** Where its questions come. */
  readonly questions: Questions;
  /** What it asked last in the process that made it before. */
  readonly before?: ElicitationInterrupt;
  /** How the questions are admitted: throws for one that must not reach a person. */
  readonly admit: (question: UrlQuestion) => void;
}

/**
 * A call that goes on while its run is interrupted, and is taken up when the run is resumed.
 *
 * LangGraph runs an interrupted node again from its start. Then every question is asked again in the same order, so that
 * each gets the answer that was given to it; the server is told of the new ones alone.
 */
export class HeldCall {
  readonly #facts: CallFacts;
  readonly #before: Continuation | undefined;
  readonly #skipped: readonly ElicitationInterrupt[];
  readonly #asked: Asked[] = [];
  readonly #questions: Questions;
  readonly #end = new AbortController();
  readonly #result: Promise<CallToolResult>;
  /** The run that waits for the call now. */
  #run: CallOptions = {};

  constructor(run: CallOptions, { make, before, admit, questions, ...facts }: Beginning) {
    this.#facts = facts;
    this.#questions = questions;
    this.#before = before?.continuation;
    const from = this.#before?.inputRequired;
    // Answers of rounds that a modern server has in what it gave along: they are not its concern any more.
    this.#skipped = before && from ? Array.from({ length: before.continuation.settled }, () => before) : [];
    this.#run = run;
    const options = {
      signal: this.#end.signal,
      inbox: this.#questions,
      onProgress: (progress: Parameters<NonNullable<CallOptions["onProgress"]>>[0]) =>
        this.#run.onProgress?.(progress),
      onLog: (log: Parameters<NonNullable<CallOptions["onLog"]>>[0]) => this.#run.onLog?.(log),
    };
    this.#result = afterRequiredUrls({
      server: facts.server,
      tool: facts.tool,
      make: () => make({ ...options, from }),
      ask: (question) => {
        admit(question);
        return this.#questions.put(question, { refused: true }, this.#end.signal);
      },
    });
    // The run that waits for it may be interrupted at that moment.
    this.#result.catch(() => {});
  }

  /**
   * Goes on with the call on behalf of a run, until there is a result.
   *
   * @throws GraphInterrupt when a person has to be asked first
   */
  async follow(run: CallOptions): Promise<CallToolResult> {
    this.#run = run;
    const abort = () => this.drop(run.signal?.reason);
    run.signal?.addEventListener("abort", abort, { once: true });
    try {
      run.signal?.throwIfAborted();
      await this.#repeat();
      return await this.#goOn();
    } finally {
      run.signal?.removeEventListener("abort", abort);
      this.#run = {};
    }
  }

  /** Gives the call up: its server is told that it is cancelled. */
  drop(reason: unknown): void {
    this.#end.abort(reason);
  }

  /** Asks again what was asked before. */
  async #repeat(): Promise<void> {
    for (const value of this.#skipped) await interruptRun(value);
    for (const asked of [...this.#asked]) {
      const answer = await interruptRun(asked.value);
      if (asked.given === undefined) await this.#take(asked, answer);
      else if (!isDeepStrictEqual(asked.given.answer, answer)) throw this.#takenBack();
    }
  }

  #takenBack(): OutcomeUnknownError {
    const { server, tool } = this.#facts;
    return new OutcomeUnknownError(
      `Tool "${tool}" of server "${server}" has been given another answer already, and cannot be taken back to before it. Its call was cancelled, and it is not known whether it had an effect.`,
      { server, hint: "Find out whether it had its effect before you ask again." },
    );
  }

  async #goOn(): Promise<CallToolResult> {
    for (;;) {
      const outcome = await Promise.race([
        this.#result.then((result) => ({ result })),
        this.#questions.arrived(),
      ]);
      if (outcome) return outcome.result;
      const open = this.#questions.take();
      if (open) await this.#ask(open);
    }
  }

  async #ask(open: OpenQuestion, problem?: string): Promise<void> {
    const asked: Asked = { open, value: this.#valueOf(open, problem) };
    this.#asked.push(asked);
    await this.#take(asked, await interruptRun(asked.value));
  }

  /** Gives the server an answer that it can be given, or asks again and says why. */
  async #take(asked: Asked, answer: unknown): Promise<void> {
    asked.given = { answer };
    const { open } = asked;
    const digest = this.#before?.asked[this.#skipped.length + this.#asked.indexOf(asked)];
    if (digest !== undefined && digest !== open.digest)
      return this.#ask(open, "The server asks for something else than it did when this was answered.");
    const checked = await checkAnswer(open.question, answer);
    if ("answer" in checked) open.answer(checked.answer);
    else await this.#ask(open, checked.problem);
  }

  #valueOf(open: OpenQuestion, problem: string | undefined): ElicitationInterrupt {
    const { inputRequired, refused } = open.origin;
    const skipped = this.#before?.asked.slice(0, this.#skipped.length) ?? [];
    const earlier = this.#asked.filter((asked) => asked.open.origin.inputRequired !== inputRequired);
    return {
      type: "mcp_elicitation",
      ...this.#facts,
      ...open.question,
      ...(problem !== undefined && { problem }),
      continuation: {
        asked: [...skipped, ...this.#asked.map((asked) => asked.open.digest), open.digest],
        settled: skipped.length + earlier.length,
        ...(inputRequired && { inputRequired }),
        ...(refused && { refused }),
      },
    };
  }
}
