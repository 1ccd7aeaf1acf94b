import type { FetchLike } from "@modelcontextprotocol/client";
import type { Subject } from "../credentials.js";
import type { StoredCredentials } from "../store/token-store.js";
import type { Discovered } from "./discover.js";

/** What is at hand when tokens are asked for. */
export interface GrantRequest {
  readonly subject: Subject;
  readonly discovered: Discovered;
  /** What the store has, if it has something. */
  readonly stored: StoredCredentials | undefined;
  /** All scopes that are wanted. */
  readonly scope: string | undefined;
  readonly fetch: FetchLike;
  readonly signal: AbortSignal;
  readonly context: unknown;
}

/** A way to get tokens. */
export interface Grant {
  /** Tells apart what clients and people keep in one store. */
  readonly account: string;
  /** Gets tokens without bothering a person. @returns nothing, where that cannot be done */
  refresh(request: GrantRequest): Promise<StoredCredentials | undefined>;
  /** Gets new tokens. */
  obtain(request: GrantRequest): Promise<StoredCredentials>;
}
