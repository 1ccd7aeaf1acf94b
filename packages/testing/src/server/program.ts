#!/usr/bin/env node
import { parseFlags } from "./flags.js";
import { misbehave } from "./misbehaviour.js";
import { createReference, unknownTools } from "./reference.js";
import { serve } from "./serve.js";

const { settings, problems } = parseFlags(process.argv.slice(2));
if (problems !== undefined) refuse(problems);

const reference = createReference(settings, await misbehave(settings));
const unknown = unknownTools(reference);
if (unknown.length > 0) refuse(unknown.map((name) => `tools: this server has no tool "${name}"`));

if (settings.exitWithStdin && !settings.ignoreStdinEnd && settings.transport !== "stdio") {
  process.stdin.once("end", () => process.exit(0)).resume();
}
await serve(reference);

function refuse(reasons: readonly string[]): never {
  process.stderr.write(`${reasons.map((reason) => `reference server: ${reason}`).join("\n")}\n`);
  process.exit(2);
}
