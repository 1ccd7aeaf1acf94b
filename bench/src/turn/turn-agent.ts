import type { ServerAddress } from "../library.js";

/** An agent that makes a turn of tool calls. */
export interface TurnAgent extends AsyncDisposable {
  turn(): Promise<unknown>;
}

/**
 * Makes an agent with the tool `echo` of a server.
 *
 * @param calls - how many calls it makes in a turn
 * @param text - what it has echoed
 */
export type MakeTurnAgent = (calls: number, text: string, server: ServerAddress) => Promise<TurnAgent>;

export const input = { messages: [{ role: "user", content: "Go on." }] };
/** Two steps a call, and one for the answer. */
export const options = { recursionLimit: 100 };
