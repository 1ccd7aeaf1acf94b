import {
  type JSONRPCNotification,
  type JSONRPCRequest,
  type RequestId,
  SUBSCRIPTION_ID_META_KEY,
} from "@modelcontextprotocol/client";
import { ShortLivedMap } from "../short-lived-map.js";

/** A request as the client made it; without an id it is of our own. */
export type ClientRequest = Pick<JSONRPCRequest, "method" | "params"> & { readonly id?: RequestId };

interface OpenRequest {
  readonly id: RequestId | undefined;
  readonly progressToken: unknown;
}

/**
 * Gives the requests of one session numbers of their own, and finds by them what the client calls its requests: in progress
 * notifications, and in those of subscriptions.
 */
export class RequestIds {
  readonly #open = new ShortLivedMap<number, OpenRequest>();
  #last = 0;

  /** @returns the request as the server is to see it */
  assign({ id, method, params }: ClientRequest): JSONRPCRequest & { id: number } {
    this.#last += 1;
    const progressToken = params?._meta?.progressToken;
    this.#open.set(this.#last, { id, progressToken });
    const renamed =
      progressToken === undefined
        ? params
        : { ...params, _meta: { ...params?._meta, progressToken: this.#last } };
    return { jsonrpc: "2.0", id: this.#last, method, ...(renamed && { params: renamed }) };
  }

  /** What the client calls a request that has no answer yet. */
  clientId(id: unknown): RequestId | undefined {
    return this.#find(id)?.id;
  }

  /** It was answered, or nobody waits for it any more. */
  release(id: number): void {
    this.#open.take(id);
  }

  /** A notification, as the client is to see it; nothing when it is about a request that is over. */
  toClient(notification: JSONRPCNotification): JSONRPCNotification | undefined {
    const { method, params } = notification;
    if (method === "notifications/progress") {
      const progressToken = this.#find(params?.progressToken)?.progressToken;
      return progressToken === undefined
        ? undefined
        : { ...notification, params: { ...params, progressToken } };
    }
    const subscription = params?._meta?.[SUBSCRIPTION_ID_META_KEY];
    if (subscription === undefined) return notification;
    const id = this.clientId(subscription);
    if (id === undefined) return undefined;
    return {
      ...notification,
      params: { ...params, _meta: { ...params?._meta, [SUBSCRIPTION_ID_META_KEY]: id } },
    };
  }

  /** Servers may give a number back as text. */
  #find(id: unknown): OpenRequest | undefined {
    return this.#open.get(Number(id));
  }
}
