import { referenceServer } from "@mcp-team/testing";
import { libraryNamed } from "../libraries.js";
import { type ServerAddress, toolNamed } from "../library.js";
import { timed } from "../measure/calls.js";
import { median } from "../measure/quantile.js";
import { inParts, type Measurement, type Settings, times } from "../measurement.js";
import { allLibraries, echoing } from "./reference.js";

const server: ServerAddress = { kind: "stdio", ...referenceServer({ tools: ["echo", "pid"] }) };

/** How soon a tool answers again after its server was killed. */
export const recovery: Measurement = {
  title: "recovery after kill -9 of a stdio server",
  subjects: { start: "the server's own start", ...allLibraries },
  base: "start",
  metrics: { time: { title: "until a call is answered", unit: "ms", better: "lower" } },
  goals: [{ metric: "time", subject: "mcp-team", of: "start", atMost: 1.2 }],
  run: async (subject, settings) => {
    const durations = subject === "start" ? await starts(settings) : await recoveries(subject, settings);
    return { time: median(durations) };
  },
};

/** As often as one is measured. */
function inRecoveries(settings: Settings, work: () => Promise<void>): Promise<void> {
  return inParts(settings, times(settings, 6, 2), work);
}

/** From nothing to the first answer, with as little between as there can be. */
async function starts(settings: Settings): Promise<number[]> {
  const library = await libraryNamed("hand-written").load();
  const durations: number[] = [];
  await inRecoveries(settings, async () => {
    let closing: Promise<void> | undefined;
    durations.push(
      await timed(async () => {
        const session = await library.connect([server]);
        await echoing(toolNamed(session, "echo"))();
        closing = session.close();
      }),
    );
    await closing;
  });
  return durations;
}

async function recoveries(subject: string, settings: Settings): Promise<number[]> {
  const library = await libraryNamed(subject).load();
  const session = await library.connect([server]);
  const echo = echoing(toolNamed(session, "echo"));
  const pid = toolNamed(session, "pid");
  const durations: number[] = [];
  await inRecoveries(settings, async () => {
    process.kill(Number(await pid.call({})), "SIGKILL");
    durations.push(await timed(echo));
  });
  await session.close();
  return durations;
}
