#!/usr/bin/env node
// Collects the input schemas of published MCP servers: node scripts/collect-schemas.js [folder]
//
// Each server of the list below is installed from npm into the folder (a temporary one by default), without its install
// scripts, started over stdio, and asked for its tools. None of them needs a network or a real key for that.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** `args` are for the program, `env` holds keys that nobody checks before a call. */
const servers = {
  "@antv/mcp-server-chart": {},
  "@azure-devops/mcp": { args: ["organization"] },
  "@brave/brave-search-mcp-server": { env: { BRAVE_API_KEY: "none" }, args: ["--transport", "stdio"] },
  "@browsermcp/mcp": {},
  "@circleci/mcp-server-circleci": { env: { CIRCLECI_TOKEN: "none" } },
  "@modelcontextprotocol/server-everything": {},
  "@modelcontextprotocol/server-filesystem": { args: [tmpdir()] },
  "@modelcontextprotocol/server-github": { env: { GITHUB_PERSONAL_ACCESS_TOKEN: "none" } },
  "@modelcontextprotocol/server-gitlab": { env: { GITLAB_PERSONAL_ACCESS_TOKEN: "none" } },
  "@modelcontextprotocol/server-google-maps": { env: { GOOGLE_MAPS_API_KEY: "none" } },
  "@modelcontextprotocol/server-memory": {},
  "@modelcontextprotocol/server-sequential-thinking": {},
  "@modelcontextprotocol/server-slack": { env: { SLACK_BOT_TOKEN: "xoxb-none", SLACK_TEAM_ID: "T0" } },
  "@notionhq/notion-mcp-server": { env: { NOTION_TOKEN: "none" } },
  "@playwright/mcp": {},
  "@sentry/mcp-server": { args: ["--access-token=none"] },
  "@shortcut/mcp": { env: { SHORTCUT_API_TOKEN: "none" } },
  "@supabase/mcp-server-supabase": { args: ["--access-token", "sbp_none"] },
  "@upstash/context7-mcp": {},
  "@wonderwhy-er/desktop-commander": {},
  "@zereight/mcp-gitlab": { env: { GITLAB_PERSONAL_ACCESS_TOKEN: "none" } },
  "chrome-devtools-mcp": {},
  "exa-mcp-server": { env: { EXA_API_KEY: "none" } },
  "firecrawl-mcp": { env: { FIRECRAWL_API_KEY: "none" } },
  "mcp-server-kubernetes": {},
  "mongodb-mcp-server": {},
  "tavily-mcp": { env: { TAVILY_API_KEY: "none" } },
};

const waitMs = 60_000;
const target = new URL("../packages/agent/test/schemas/published.json", import.meta.url);
const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), "schemas-"));

const collected = [];
for (const [name, options] of Object.entries(servers)) {
  try {
    const { version, program } = install(name);
    const tools = await listTools(program, options);
    console.log(`${name} ${version}: ${tools.length} tools`);
    collected.push({
      package: name,
      version,
      tools: tools.map((tool) => ({ name: tool.name, inputSchema: tool.inputSchema })),
    });
  } catch (error) {
    console.log(`${name}: left out, ${error.message}`);
  }
}
const lines = collected.map(({ tools, ...server }) => {
  const list = tools.map((tool) => `    ${JSON.stringify(tool)}`).join(",\n");
  return `  {"package": ${JSON.stringify(server.package)}, "version": ${JSON.stringify(server.version)}, "tools": [\n${list}\n  ]}`;
});
writeFileSync(target, `[\n${lines.join(",\n")}\n]\n`);
process.exit(0);

function install(name) {
  const home = join(folder, name.replaceAll(/[@/]/g, "_"));
  const root = join(home, "node_modules", name);
  if (!existsSync(root)) {
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, "package.json"), '{"private":true}');
    const npm = ["install", "--ignore-scripts", "--no-audit", "--no-fund", name];
    if (spawnSync("npm", npm, { cwd: home, timeout: 300_000 }).status !== 0) throw new Error("npm failed");
  }
  const { version, bin } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const file = typeof bin === "string" ? bin : Object.values(bin)[0];
  return { version, program: join(root, file) };
}

/** Speaks just enough MCP to get the whole list. */
async function listTools(program, { args = [], env = {} }) {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH, HOME: folder, ...env },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const late = setTimeout(() => child.kill("SIGKILL"), waitMs);
  try {
    return await ask(child);
  } finally {
    clearTimeout(late);
    child.kill("SIGKILL");
  }
}

function ask(child) {
  const tools = [];
  const send = (message) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  const list = (cursor) =>
    send({ id: 2, method: "tools/list", params: cursor === undefined ? {} : { cursor } });
  return new Promise((resolve, reject) => {
    child.on("exit", (code, signal) => reject(new Error(`it ended with ${code ?? signal}`)));
    child.stdin.on("error", reject);
    createInterface(child.stdout).on("line", (line) => {
      if (!line.startsWith("{")) return;
      const { id, result, error, method } = JSON.parse(line);
      if (method !== undefined) return;
      if (error) return reject(new Error(error.message));
      if (id === 1) {
        send({ method: "notifications/initialized" });
        return list();
      }
      tools.push(...result.tools);
      if (result.nextCursor) list(result.nextCursor);
      else resolve(tools);
    });
    const clientInfo = { name: "collect-schemas", version: "1.0.0" };
    send({
      id: 1,
      method: "initialize",
      params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo },
    });
  });
}
