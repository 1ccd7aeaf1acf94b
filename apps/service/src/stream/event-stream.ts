import type { ServiceEvent } from "./service-event.js";

/** How long nothing may be sent, in milliseconds: proxies take a silent connection for a dead one. */
const defaultHeartbeatMs = 15_000;

const heartbeat = ": still running\n\n";

/**
 * Writes events as Server-Sent Events, with a comment now and then while nothing happens.
 *
 * Source: WHATWG HTML, server-sent events.
 *
 * @param heartbeatMs - how long nothing may be sent, in milliseconds
 */
export async function* eventStream(
  events: AsyncGenerator<ServiceEvent>,
  heartbeatMs = defaultHeartbeatMs,
): AsyncGenerator<string> {
  // Something has to be sent for the headers to leave.
  yield ": running\n\n";
  try {
    let next = events.next();
    for (;;) {
      const result = await settledWithin(next, heartbeatMs);
      if (result === undefined) {
        yield heartbeat;
        continue;
      }
      if (result.done) return;
      yield writeEvent(result.value);
      next = events.next();
    }
  } finally {
    // Not awaited: it comes after what is under way, which whoever stopped reading has to end.
    void events.return(undefined);
  }
}

/** JSON has no line breaks, so the data is always one line. */
export function writeEvent({ event, data }: ServiceEvent): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

async function settledWithin<T>(promise: Promise<T>, timeMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, timeMs, undefined);
  });
  try {
    return await Promise.race([promise, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}
