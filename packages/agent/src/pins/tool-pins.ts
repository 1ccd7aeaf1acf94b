import type { Tool } from "@modelcontextprotocol/client";
import { matchesName } from "../connection/tool-limits.js";
import { describePinChange, type ToolPinChange } from "./pin-changes.js";
import type { PinsByServer } from "./pins-document.js";
import { changePinsFile, pinsPath, readPinsFile } from "./pins-file.js";
import { pinOf, type ToolPin } from "./tool-pin.js";

/** How strict pins are. */
export interface ToolPinsOptions {
  /**
   * What becomes of a tool that a server did not have when its tools were pinned first: `"record"` pins it as it is,
   * `"refuse"` leaves it out until it is accepted. The first list of a server is pinned in any case.
   * @default "record"
   */
  readonly newTools?: "record" | "refuse";
  /**
   * Patterns of tools whose present definition is pinned in place of the old one: `"files/delete"`, `"files/*"`. For one run:
   * remove it afterwards.
   */
  readonly accept?: readonly string[];
}

type Tools = Map<string, ToolPin>;

/**
 * What the tools of all servers were like when they were seen first. A tool that says something else later is refused: what
 * somebody approved then is not what would run now.
 */
export class ToolPins {
  readonly #path: string;
  readonly #newTools: "record" | "refuse";
  readonly #accept: readonly string[];
  readonly #pins: Map<string, Tools>;
  readonly #changes = new Map<string, readonly ToolPinChange[]>();
  /** What is not in the file yet, by server and tool; `replaces` what is there. */
  readonly #unsaved = new Map<string, { server: string; tool: string; pin: ToolPin; replaces: boolean }>();
  /** Each tool is accepted once: another change of it in the same run is not the one that was meant. */
  readonly #accepted = new Set<string>();
  #saving: Promise<void> = Promise.resolve();

  private constructor(
    path: string,
    pins: PinsByServer,
    { newTools = "record", accept = [] }: ToolPinsOptions,
  ) {
    this.#path = path;
    this.#pins = new Map([...pins].map(([server, tools]) => [server, new Map(tools)]));
    this.#newTools = newTools;
    this.#accept = accept;
  }

  /**
   * Reads pins from a file. One that is not there is written when there are tools.
   *
   * @throws ConfigurationError when the file is broken, or holds something else
   */
  static read(file: string | URL, options: ToolPinsOptions = {}): ToolPins {
    const path = pinsPath(file);
    return new ToolPins(path, readPinsFile(path), options);
  }

  /** What is refused now, over all servers. */
  get changes(): readonly ToolPinChange[] {
    return [...this.#changes.values()].flat();
  }

  /**
   * Compares the tools of a server with their pins, and pins those that are new.
   *
   * @returns why tools are refused
   */
  review(server: string, tools: readonly Tool[]): ReadonlyMap<Tool, string> {
    const isFirst = !this.#pins.has(server);
    const refused = new Map<Tool, string>();
    const changes: ToolPinChange[] = [];
    for (const tool of tools) {
      const before = this.#pins.get(server)?.get(tool.name);
      const after = pinOf(tool);
      if (before?.hash === after.hash) continue;
      const isNew = before === undefined;
      if ((isNew && (isFirst || this.#newTools === "record")) || this.#accepts(server, tool.name)) {
        this.#pin(server, tool.name, after, !isNew);
        continue;
      }
      const change = describePinChange(server, tool.name, before, after);
      changes.push(change);
      refused.set(tool, reasonFor(change));
    }
    this.#changes.set(server, changes);
    return refused;
  }

  /**
   * Writes what was pinned since the last time. What others wrote into the file in the meantime stays.
   *
   * @throws ConfigurationError when the file cannot be read or written
   */
  save(): Promise<void> {
    const saving = this.#saving.then(() => this.#write());
    this.#saving = saving.catch(() => {});
    return saving;
  }

  async #write(): Promise<void> {
    if (this.#unsaved.size === 0) return;
    const written = [...this.#unsaved];
    await changePinsFile(this.#path, (pins) => {
      for (const [, { server, tool, pin, replaces }] of written) {
        const tools = pins.get(server) ?? new Map();
        pins.set(server, tools);
        if (replaces || !tools.has(tool)) tools.set(tool, pin);
      }
    });
    for (const [key, entry] of written) if (this.#unsaved.get(key) === entry) this.#unsaved.delete(key);
  }

  #pin(server: string, tool: string, pin: ToolPin, replaces: boolean): void {
    const tools = this.#pins.get(server) ?? new Map();
    this.#pins.set(server, tools.set(tool, pin));
    this.#unsaved.set(`${server}/${tool}`, { server, tool, pin, replaces });
  }

  #accepts(server: string, tool: string): boolean {
    const key = `${server}/${tool}`;
    if (this.#accepted.has(key) || !this.#accept.some((pattern) => matchesName(pattern, key))) return false;
    this.#accepted.add(key);
    return true;
  }
}

function reasonFor({ kind, fields }: ToolPinChange): string {
  if (kind === "new") return 'it is not pinned, and `newTools` is "refuse": look at it, then accept it';
  const changed = [...new Set(fields.map(({ field }) => field.split(".")[0]))].join(", ");
  return `it changed since it was pinned (${changed}): look at what changed, then accept it`;
}
