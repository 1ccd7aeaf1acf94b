import { setTimeout as delay } from "node:timers/promises";
import { eventStream, writeEvent } from "./event-stream.js";
import type { ServiceEvent } from "./service-event.js";

const token = (text: string): ServiceEvent => ({ event: "token", data: { text } });

async function written(events: AsyncGenerator<ServiceEvent>, heartbeatMs?: number): Promise<string[]> {
  const blocks: string[] = [];
  for await (const block of eventStream(events, heartbeatMs)) blocks.push(block);
  return blocks;
}

describe("writeEvent", () => {
  it("keeps line breaks of the data inside one line", () => {
    expect(writeEvent(token("a\nb\r\n\n"))).toBe('event: token\ndata: {"text":"a\\nb\\r\\n\\n"}\n\n');
  });
});

describe("eventStream", () => {
  it("begins with a comment, so that the headers leave before the first event", async () => {
    async function* events() {
      yield token("a");
      yield token("b");
    }

    expect(await written(events())).toEqual([
      ": running\n\n",
      writeEvent(token("a")),
      writeEvent(token("b")),
    ]);
  });

  it("sends a comment while nothing happens, and loses no event by it", async () => {
    async function* events() {
      await delay(70);
      yield token("a");
    }

    const blocks = await written(events(), 20);

    expect(blocks.filter((block) => block === ": still running\n\n").length).toBeGreaterThanOrEqual(2);
    expect(blocks.at(-1)).toBe(writeEvent(token("a")));
  });

  it("ends its source when the reader stops", async () => {
    let ended = false;
    async function* events() {
      try {
        yield token("a");
        yield token("b");
      } finally {
        ended = true;
      }
    }

    const stream = eventStream(events());
    await stream.next();
    await stream.next();
    await stream.return(undefined);
    await delay(0);

    expect(ended).toBe(true);
  });
});
