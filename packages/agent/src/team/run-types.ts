import type { BaseMessage, BaseMessageLike } from "@langchain/core/messages";
import type { RunnableConfig } from "@langchain/core/runnables";
import type { Command } from "@langchain/langgraph";
import type { Interrupt } from "langchain";
import type { TeamTypes } from "./team-types.js";

/** What a team is asked: the conversation so far. Plain `{ role, content }` messages are accepted. */
export type TeamInput<T extends TeamTypes = TeamTypes> = {
  readonly messages: BaseMessageLike[] | BaseMessageLike;
} & T["input"];

/** What a run begins with: a conversation, a command that answers an interrupt, or `null` to go on where it stopped. */
export type TeamRunInput<T extends TeamTypes = TeamTypes> = TeamInput<T> | Command | null;

/** The state of a team's run: the whole conversation, and what middleware keeps. */
export type TeamState<T extends TeamTypes = TeamTypes> = {
  readonly messages: BaseMessage[];
  /** Set at the end of a run, where a structured response was asked for. */
  readonly structuredResponse?: unknown;
  /** What a run waits for, when it was interrupted. */
  readonly __interrupt__?: Interrupt[];
} & T["state"];

/** What a team answers: the whole conversation, and the structured response where one was asked for. */
export type TeamOutput<T extends TeamTypes = TeamTypes> = TeamState<T> & T["output"];

/** The options of a run: those of LangChain, and what the team's settings ask for. */
export type TeamRunOptions<T extends TeamTypes = TeamTypes> = Partial<RunnableConfig> & {
  /** What the team's context schema, and those of its middleware, ask for. */
  readonly context?: unknown;
} & T["options"];

/** The options as the last argument of a run: they may be left out unless a setting needs them. */
export type TeamRunArguments<T extends TeamTypes = TeamTypes> = {
  readonly nothing: [options?: TeamRunOptions<T>];
  readonly options: [options: TeamRunOptions<T>];
}[T["needs"]];

/** What a checkpointer of the team's own says of its runs: each has to name the thread that it goes on with. */
export interface ThreadTypes {
  readonly options: {
    readonly configurable: { readonly thread_id: string; readonly [key: string]: unknown };
  };
  readonly needs: "options";
}
