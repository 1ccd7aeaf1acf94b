// Imports what it is told to, and prints what that took since the process began.
const [kind, ...names] = process.argv.slice(2);
const loader = new URL("../../peers/load.js", import.meta.url).href;
const { load } = kind === "peer" ? await import(loader) : { load: (name: string) => import(name) };
for (const name of names) await load(name);
const { user, system } = process.cpuUsage();
// Some libraries leave timers behind.
process.stdout.write(`${JSON.stringify({ ms: performance.now(), cpuMs: (user + system) / 1_000 })}\n`, () =>
  process.exit(0),
);
