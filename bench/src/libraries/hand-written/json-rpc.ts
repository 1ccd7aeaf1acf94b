import { clientInfo } from "../../client-info.js";
import type { LibrarySession } from "../../library.js";

/** An answer of a server, as far as the hand-written client reads it. */
export interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** A way for texts to a server and back. */
export interface Wire {
  send(text: string): void;
  close(): Promise<void>;
}

/** Opens a wire that hands each message of the server on, and tells when it breaks. */
export type OpenWire = (receive: (message: Answer) => void, fail: (error: Error) => void) => Promise<Wire>;

/** A JSON-RPC client with no more in it than a call needs: it checks nothing, and stands for what is physically possible. */
export async function connectByHand(open: OpenWire): Promise<LibrarySession> {
  const waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  let ids = 0;
  const receive = ({ id, result, error }: Answer) => {
    const request = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || request === undefined) return;
    waiting.delete(id);
    if (error) request.reject(new RangeError(error.message));
    else request.resolve(result as never);
  };
  const wire = await open(receive, (error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  const ask = <T>(method: string, params: object) =>
    new Promise<T>((resolve, reject) => {
      ids += 1;
      waiting.set(ids, { resolve, reject });
      wire.send(JSON.stringify({ jsonrpc: "2.0", id: ids, method, params }));
    });
  await ask("initialize", { protocolVersion: "2025-11-25", capabilities: {}, clientInfo });
  wire.send(JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }));
  const { tools } = await ask<{ tools: { name: string }[] }>("tools/list", {});
  return {
    tools: tools.map(({ name }) => ({
      name,
      call: async (args) => {
        const { content } = await ask<{ content: [{ text: string }] }>("tools/call", {
          name,
          arguments: args,
        });
        return content[0].text;
      },
    })),
    close: () => wire.close(),
  };
}
