import type { ErrorBody } from "../errors/error-body.js";
import type { WireMessage } from "../messages/wire-message.js";

/** What a client of `POST /stream` gets, in the order in which it happens. */
export type ServiceEvent =
  | TokenEvent
  | ToolStartEvent
  | ToolEndEvent
  | ProgressEvent
  | MessageEvent
  | DoneEvent
  | ErrorEvent;

/** A piece of the text of the team's own model. What a member team writes comes as the message of its tool. */
export interface TokenEvent {
  readonly event: "token";
  readonly data: { readonly text: string };
}

/** The model called a tool. */
export interface ToolStartEvent {
  readonly event: "tool";
  readonly data: ToolFacts & {
    readonly phase: "start";
    readonly arguments: Readonly<Record<string, unknown>>;
  };
}

/** A tool answered, or failed. */
export interface ToolEndEvent {
  readonly event: "tool";
  readonly data: ToolFacts & {
    readonly phase: "end";
    readonly status: "success" | "error";
    /** From the model's call to the answer, in milliseconds. */
    readonly durationMs: number;
  };
}

/** Which call of which tool. */
export interface ToolFacts {
  readonly id: string;
  readonly tool: string;
  /** The server that has the tool; none for a local tool. */
  readonly server?: string;
}

/** A tool got on. */
export interface ProgressEvent {
  readonly event: "progress";
  readonly data: {
    readonly tool: string;
    readonly server: string;
    /** The member teams that the call is of, the outermost first. Missing when it is of the team itself. */
    readonly team?: readonly string[];
    readonly progress: number;
    readonly total?: number;
    readonly message?: string;
  };
}

/** A message is complete: the model's, a tool's, or one that middleware wrote. One that middleware changes is told again. */
export interface MessageEvent {
  readonly event: "message";
  readonly data: WireMessage;
}

/** The run is over. The last event. */
export interface DoneEvent {
  readonly event: "done";
  readonly data: { readonly answer: string; readonly requestId: string };
}

/** The run failed. The last event. */
export interface ErrorEvent {
  readonly event: "error";
  readonly data: ErrorBody;
}
