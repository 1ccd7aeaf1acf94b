import { faultDefaults, type ReferenceServerFaults } from "./fault-options.js";

/** How a reference server talks. */
export type ReferenceTransport = "stdio" | "sse" | "http";

/** Which revisions of the protocol a reference server speaks: only those before 2026-07-28, or only that one. */
export type ReferenceEra = "legacy" | "modern";

/** What a reference server offers, and how it misbehaves. */
export interface ReferenceServerOptions extends ReferenceServerFaults {
  /** @default "stdio" */
  readonly transport?: ReferenceTransport;
  /** `modern` has no `sse`. @default "legacy" */
  readonly era?: ReferenceEra;
  /** The port of `sse` and `http`; 0 takes a free one. @default 0 */
  readonly port?: number;
  /** The name that the server gives itself. @default "reference" */
  readonly name?: string;
  /** A file that gets a line for each start, end and cancellation of a tool call; see `readCallLog`. */
  readonly log?: string;
  /** `sse` and `http` refuse requests without `Authorization: Bearer <token>`. */
  readonly token?: string;
  /** The names of the tools that it offers. @default all */
  readonly tools?: readonly string[];
  /** A file with the names of the tools that it offers, one a line, read at each start. In place of `tools`. */
  readonly toolsFromFile?: string;
  /** A file with other descriptions of its tools, a JSON object by their names, read at each start. */
  readonly descriptionsFromFile?: string;
  /**
   * A file with the definitions of the tools that it offers in place of its own: a JSON list of
   * `{ name, description, inputSchema, annotations?, result? }`. A call answers with `result`, or says what it was called with.
   */
  readonly definitions?: string;
  /** `sse` and `http` end with their stdin too, as stdio servers do: nothing stays when the starter dies. @default false */
  readonly exitWithStdin?: boolean;
}

export const referenceServerDefaults = {
  transport: "stdio",
  era: "legacy",
  port: 0,
  name: "reference",
  exitWithStdin: false,
  ...faultDefaults,
} as const satisfies ReferenceServerOptions;

/** The options of a running server: those with a default are set. */
export type ServerSettings = ReferenceServerOptions &
  Required<Pick<ReferenceServerOptions, keyof typeof referenceServerDefaults>>;
