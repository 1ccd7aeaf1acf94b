/** An event of a stream. */
export interface StreamEvent {
  readonly type: string;
  readonly data: string;
}

/** Cuts a stream of text into events. Knows only what the reference servers write: LF, and one line of data. */
export class EventCutter {
  #rest = "";

  constructor(private readonly onEvent: (event: StreamEvent) => void) {}

  push(text: string): void {
    const events = (this.#rest + text).split("\n\n");
    this.#rest = events.pop() ?? "";
    for (const event of events) this.onEvent({ type: field(event, "event: "), data: field(event, "data: ") });
  }
}

function field(event: string, name: string): string {
  const line = event.split("\n").find((each) => each.startsWith(name));
  return line?.slice(name.length) ?? "";
}
