#!/usr/bin/env node
import { describeFromFile } from "./descriptions-from-file.js";
import { parseFlags } from "./flags.js";
import { misbehave } from "./misbehaviour.js";
import { createReference, unknownTools } from "./reference.js";
import { serve } from "./serve.js";
import { chosenTools } from "./tools-from-file.js";

const { settings, problems } = parseFlags(process.argv.slice(2));
if (problems !== undefined) refuse(problems);

const childPid = await misbehave(settings);
const { tools, problem } = chosenTools(settings);
if (problem !== undefined) refuse([problem]);

const reference = createReference({ ...settings, ...(tools && { tools }) }, childPid);
const unknown = unknownTools(reference);
if (unknown.length > 0) refuse(unknown.map((name) => `tools: this server has no tool "${name}"`));
const described = describeFromFile(reference);
if (described !== undefined) refuse([described]);

if (settings.exitWithStdin && !settings.ignoreStdinEnd && settings.transport !== "stdio") {
  process.stdin.once("end", () => process.exit(0)).resume();
}
await serve(reference);

function refuse(reasons: readonly string[]): never {
  process.stderr.write(`${reasons.map((reason) => `reference server: ${reason}`).join("\n")}\n`);
  process.exit(2);
}
