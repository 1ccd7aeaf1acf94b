import type { ServiceEvent } from "../../src/stream/service-event.js";

/** An answer with its body read. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** What `POST /invoke` answers, errors included. */
export interface InvokeBody {
  readonly answer: string;
  readonly requestId: string;
  readonly messages: readonly Readonly<Record<string, unknown>>[];
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly problems?: readonly { readonly path: string; readonly message: string }[];
  };
}

/** What `GET /ready` answers. */
export interface ReadyBody {
  readonly ready: boolean;
  readonly draining: boolean;
  readonly servers: readonly Readonly<Record<string, unknown>>[];
}

/** Posts JSON, or text as it is. */
export function post(url: string, body: unknown, init: RequestInit = {}): Promise<Response> {
  return fetch(url, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    ...init,
    headers: { "content-type": "application/json", ...init.headers },
  });
}

export async function invoke(url: string, body: unknown, init?: RequestInit): Promise<Answer<InvokeBody>> {
  return read(await post(`${url}/invoke`, body, init));
}

export async function get<T = InvokeBody>(url: string): Promise<Answer<T>> {
  return read(await fetch(url));
}

async function read<T>(response: Response): Promise<Answer<T>> {
  return { status: response.status, headers: response.headers, body: (await response.json()) as T };
}

/** Reads Server-Sent Events as they come. */
export async function* eventsOf(response: Response): AsyncGenerator<ServiceEvent> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
      if (event !== undefined) yield { event, data: JSON.parse(data ?? "") } as ServiceEvent;
    }
  }
}

export async function allEventsOf(response: Response): Promise<ServiceEvent[]> {
  const events: ServiceEvent[] = [];
  for await (const event of eventsOf(response)) events.push(event);
  return events;
}
