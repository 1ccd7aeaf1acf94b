// A person has the last word: calls that may destroy something wait, and are approved, edited or rejected.
import { readdir, readFile } from "node:fs/promises";
import { Command, MemorySaver } from "@langchain/langgraph";
import { MCPTeamBuilder } from "@mcp-team/builder";
import type { Script } from "@mcp-team/testing";
import { type Decision, decide } from "./support/decide.js";
import { defaultModel } from "./support/default-model.js";
import { printConnections } from "./support/print-connections.js";
import { printAnswer, printQuestion, printTools } from "./support/print-run.js";
import { printToolCalls } from "./support/print-tool-calls.js";
import { publishedServer } from "./support/programs.js";
import { resultsOf } from "./support/results-of.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const question =
  "Tidy up: put the last line of notes.md into done.md, then write over notes.md with nothing.";

// What the model does when no provider is configured, and what the person says when there is no terminal.
const script: Script = [
  { toolCalls: [{ name: "read_text_file", arguments: { path: "notes.md" } }] },
  (request) => {
    const last = String(resultsOf(request, "read_text_file")).trim().split("\n").at(-1) ?? "";
    const write = (path: string, content: string) => ({ name: "write_file", arguments: { path, content } });
    return { toolCalls: [write("done.md", last), write("notes.md", "")] };
  },
  (request) => ({ content: resultsOf(request, "write_file").join("\n") }),
];
const scripted: Decision[] = [
  { type: "edit", args: { path: "done.md", content: "# Done\n\n- Book the train\n" } },
  { type: "reject", message: "Keep my notes." },
];

await using llm = await defaultModel(script);
await using folder = await temporaryFolder({ "notes.md": "- Call Ada\n- Book the train\n" });

const builder = new MCPTeamBuilder("careful_team")
  .withLlm(llm)
  .withMcpServer("node", [publishedServer("filesystem"), folder.path], { name: "files", cwd: folder.path })
  .withApproval({ annotations: { destructiveHint: true } })
  .withCheckpointer(new MemorySaver())
  .withMiddleware(printToolCalls);
printConnections(builder);

await using team = await builder.build();
printTools(team);
printQuestion(question);
const thread = { configurable: { thread_id: "tidy" } };
let run = await team.invoke({ messages: [{ role: "user", content: question }] }, thread);
while (run.__interrupt__)
  run = await team.invoke(new Command({ resume: await decide(run, scripted) }), thread);
printAnswer(run);

console.log("\nIn the folder");
for (const name of (await readdir(folder.path)).sort())
  console.log(`  ${name}: ${JSON.stringify(await readFile(`${folder.path}/${name}`, "utf8"))}`);
