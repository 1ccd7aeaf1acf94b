import { atOnce } from "../measure/calls.js";
import { heldBytes } from "../measure/memory.js";
import { type Measurement, times } from "../measurement.js";
import { connectTo, echoing, librariesNamed } from "./reference.js";

const concurrent = 16;

/** Whether calls leave something behind. */
export const callsMemory: Measurement = {
  title: "memory after 50 000 calls over stdio",
  subjects: librariesNamed("hand-written", "sdk-1", "sdk-2", "mcp-adapters", "mcp-team"),
  base: "sdk-1",
  metrics: {
    growth: { title: "against after 5 000", unit: "×", better: "lower" },
    held: { title: "held", unit: "MB", better: "lower" },
  },
  goals: [{ metric: "growth", subject: "mcp-team", atMost: 1.02 }],
  weight: 1.2,
  async run(subject, settings) {
    await using server = await connectTo(subject, "stdio", "echo");
    const call = echoing(server.tool);
    const few = times(settings, 5_000, 300);
    await atOnce(call, few, concurrent);
    const before = await heldBytes();
    await atOnce(call, few * 9, concurrent);
    const after = await heldBytes();
    return { growth: after / before, held: after / 1_000_000 };
  },
};
