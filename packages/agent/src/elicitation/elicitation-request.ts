import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import type { ElicitRequestFormParams } from "@modelcontextprotocol/client";

/** A flat form, as a JSON Schema. Source: MCP specification 2025-11-25, elicitation, requested schema. */
export type ElicitationSchema = ElicitRequestFormParams["requestedSchema"];

/** A form that a server asks a person to fill in. */
export interface FormQuestion {
  readonly mode: "form";
  /** Why it asks, in the server's words. */
  readonly message: string;
  readonly requestedSchema: ElicitationSchema;
}

/** A URL that a server asks a person to open. What happens there, the server does not tell the client. */
export interface UrlQuestion {
  readonly mode: "url";
  /** Why it asks, in the server's words. */
  readonly message: string;
  /** The whole URL, to be shown to the person before it is opened. */
  readonly url: string;
  /** What the server calls it, in the legacy era. */
  readonly elicitationId?: string;
}

export type ElicitationQuestion = FormQuestion | UrlQuestion;

/** Where a question comes from. */
interface Asked {
  readonly server: string;
  /** The tool whose call the server works on; missing when it works on none, or it is not known on which. */
  readonly tool?: string;
  /** The run that called the tool, as LangGraph gave it: `configurable` tells whose it is. Missing as `tool` is. */
  readonly config?: LangGraphRunnableConfig;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** What the handler of `withElicitation` is given. */
export type ElicitationRequest =
  | (FormQuestion & Asked)
  | (UrlQuestion &
      Asked & {
        /** Resolves when the server says that what the person does at the URL is done. Some servers never say so. */
        readonly completed: Promise<void>;
      });

/** A value of a form's field. */
export type ElicitationValue = string | number | boolean | string[];

/** What a person answered. `decline` is a no, `cancel` is no answer. */
export type ElicitationAnswer =
  | {
      readonly action: "accept";
      /** The fields of the form: those that are missing get their defaults. */
      readonly content?: Readonly<Record<string, ElicitationValue | undefined>>;
    }
  | { readonly action: "decline" | "cancel" };

/** Asks a person. */
export type ElicitationHandler = (
  request: ElicitationRequest,
) => ElicitationAnswer | Promise<ElicitationAnswer>;

/** How servers may ask a person. */
export interface ElicitationOptions {
  /** Lets forms ask for passwords, keys, tokens and card numbers. MCP forbids servers to do so. @default false */
  readonly allowSecrets?: boolean;
  /**
   * How long an answer is waited for, in milliseconds. After that a handler's question is answered with `cancel`, and a call
   * that waits for a run to be resumed is cancelled.
   * @default 600_000
   */
  readonly answerTimeoutMs?: number;
}

/** How long an answer is waited for when nobody says, in milliseconds. */
export const defaultAnswerTimeoutMs = 600_000;
