import { sorted } from "./canonical-json.js";
import { hashOf, type PinnedDefinition, type ToolPin } from "./tool-pin.js";

/** Pins by server, then by the name that the server gives the tool. */
export type PinsByServer = ReadonlyMap<string, ReadonlyMap<string, ToolPin>>;

/** What is read from a file: pins, or why there are none. */
export type ReadPins = { readonly pins: PinsByServer } | { readonly problem: string };

const format = 1;

/** Writes pins so that two versions of a file can be compared line by line. */
export function writePins(pins: PinsByServer): string {
  const servers = [...pins].map(([server, tools]) => [server, Object.fromEntries(tools)]);
  const document = { mcpTeamToolPins: format, servers: sorted(Object.fromEntries(servers)) };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** Reads what {@link writePins} wrote. Whatever else is in the text is a problem: it is somebody else's file, or a broken one. */
export function readPins(text: string): ReadPins {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return { problem: `is not JSON (${(error as Error).message})` };
  }
  if (!isRecord(document) || !("mcpTeamToolPins" in document)) return { problem: "holds no tool pins" };
  const { mcpTeamToolPins, servers } = document;
  if (mcpTeamToolPins !== format)
    return { problem: `has format ${JSON.stringify(mcpTeamToolPins)}, and this version reads ${format}` };
  if (!isRecord(servers)) return { problem: "has no `servers`" };
  const pins = new Map<string, Map<string, ToolPin>>();
  for (const [server, tools] of Object.entries(servers)) {
    if (!isRecord(tools)) return { problem: `has no tools at servers.${server}` };
    for (const [tool, pin] of Object.entries(tools)) {
      if (!isPin(pin)) return { problem: `has no pin at servers.${server}.${tool}` };
      if (hashOf(pin.definition) !== pin.hash)
        return { problem: `has another definition than was pinned at servers.${server}.${tool}` };
    }
    pins.set(server, new Map(Object.entries(tools as Record<string, ToolPin>)));
  }
  return { pins };
}

/** Whether a value is a pin, as a file holds it. */
export function isPin(value: unknown): value is ToolPin {
  return isRecord(value) && typeof value.hash === "string" && isDefinition(value.definition);
}

function isDefinition(value: unknown): value is PinnedDefinition {
  return isRecord(value) && typeof value.name === "string" && isRecord(value.inputSchema);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
