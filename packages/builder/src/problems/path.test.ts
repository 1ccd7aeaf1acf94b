import { writePath } from "./path.js";

it.each([
  ["servers.files", [], "servers.files"],
  ["servers", [2, "name"], "servers[2].name"],
  ["servers.files", ["env", "API_KEY"], "servers.files.env.API_KEY"],
  ["servers.files", ["headers", "X-Api-Key"], "servers.files.headers.X-Api-Key"],
  ["servers.files", ["headers", "a b"], 'servers.files.headers["a b"]'],
  ["", ["mcpServers", "files"], "mcpServers.files"],
])("writes %j with %j as %s", (base, path, written) => {
  expect(writePath(base, path)).toBe(written);
});
