import type { FetchLike } from "@modelcontextprotocol/client";

/** What is told of the exchanges of a transport. */
export interface ExchangeListener {
  /** The first of them began. */
  begun(): void;
  /** Something arrived on one of them. */
  heard(): void;
  /** The last of them ended. */
  ended(): void;
}

/** Makes a `fetch` tell of its exchanges, each of which lasts from the request to the end of the body. */
export function tellingExchanges(fetch: FetchLike, listener: ExchangeListener): FetchLike {
  let open = 0;
  const end = () => {
    open--;
    if (open === 0) listener.ended();
  };
  return async (url, init) => {
    if (open === 0) listener.begun();
    open++;
    try {
      const response = await fetch(url, init);
      listener.heard();
      if (response.body === null) {
        end();
        return response;
      }
      const { status, statusText, headers } = response;
      return new Response(telling(response.body, listener, end), { status, statusText, headers });
    } catch (error) {
      end();
      throw error;
    }
  };
}

function telling(body: ReadableStream<Uint8Array>, listener: ExchangeListener, end: () => void) {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) {
          listener.heard();
          controller.enqueue(value);
          return;
        }
      } catch (error) {
        end();
        throw error;
      }
      end();
      controller.close();
    },
    async cancel(reason) {
      end();
      await reader.cancel(reason);
    },
  });
}
