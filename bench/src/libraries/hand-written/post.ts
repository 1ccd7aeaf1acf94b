import { type Agent, type IncomingMessage, request } from "node:http";

/** Posts a JSON text, and resolves with the answer as soon as its head has arrived. */
export function post(
  url: URL,
  text: string,
  { agent, headers }: { readonly agent: Agent; readonly headers: Readonly<Record<string, string>> },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: "POST",
      agent,
      headers: {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(text),
        accept: "application/json, text/event-stream",
        ...headers,
      },
    });
    sent.once("response", resolve).once("error", reject).end(text);
  });
}
