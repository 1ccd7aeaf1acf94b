import type { ToolAnnotations } from "@modelcontextprotocol/client";
import type { ApprovalCall, ApprovalHints, ApprovalRule } from "./approval-policy.js";
import { fitsRule } from "./fits-rule.js";

const call = (name: string, server = "files", own = name, annotations?: ToolAnnotations): ApprovalCall => ({
  name,
  args: {},
  mcp: { server, name: own, inputSchema: { type: "object" }, ...(annotations && { annotations }) },
});
const local: ApprovalCall = { name: "delete_all", args: {} };

describe("fitsRule, by name", () => {
  it.each<[ApprovalRule, ApprovalCall, boolean]>([
    [{}, call("read"), true],
    [{ tools: [] }, call("read"), false],
    [{ tools: ["delete_*"] }, call("delete_all"), true],
    [{ tools: ["delete_*"] }, local, true],
    [{ tools: ["delete_*"] }, call("undelete_all"), false],
    // The name that the model knows got a prefix: the server's own still counts.
    [{ tools: ["delete_*"] }, call("files__delete_all", "files", "delete_all"), true],
    [{ tools: ["files__*"] }, call("files__delete_all", "files", "delete_all"), true],
    [{ tools: ["fs.rm"] }, call("fs_rm", "files", "fs.rm"), true],
    [{ tools: ["files/delete_*"] }, call("delete_all"), true],
    [{ tools: ["files/delete_*"] }, call("delete_all", "mail"), false],
    [{ tools: ["*/delete_*"] }, call("delete_all", "mail"), true],
    [{ tools: ["files/*"] }, local, false],
    [{ tools: ["files/fs/rm"] }, call("fs_rm", "files", "fs/rm"), true],
    [{ tools: ["fs/rm"] }, call("fs_rm", "files", "fs/rm"), true],
    [{ except: ["read_*"] }, call("read_all"), false],
    [{ except: ["read_*"] }, call("write_all"), true],
    // No server gets out of a rule by the name that it gives.
    [{ except: ["read_*"] }, call("evil__read_all", "evil", "read_all"), true],
    [{ except: ["files/read_*"] }, call("read_all", "evil"), true],
    [{ except: ["files/read_*"] }, call("x", "files", "read_all"), false],
    [{ tools: ["*"], except: ["delete_all"] }, call("delete_all"), false],
  ])("%j of %j: %p", (rule, each, fits) => {
    expect(fitsRule(rule, each)).toBe(fits);
  });
});

describe("fitsRule, by hints", () => {
  const destructive: ApprovalHints = { destructiveHint: true };
  const changing: ApprovalHints = { readOnlyHint: false };
  const open: ApprovalHints = { openWorldHint: true };

  it.each<[ApprovalHints, ToolAnnotations | undefined, boolean]>([
    [destructive, undefined, true],
    [destructive, {}, true],
    [destructive, { destructiveHint: true }, true],
    [destructive, { destructiveHint: false }, false],
    [destructive, { readOnlyHint: false }, true],
    [destructive, { readOnlyHint: true }, false],
    [destructive, { readOnlyHint: true, destructiveHint: true }, true],
    [changing, undefined, true],
    [changing, { readOnlyHint: true }, false],
    [changing, { destructiveHint: false }, true],
    [open, undefined, true],
    [open, { openWorldHint: true }, true],
    [open, { openWorldHint: false }, false],
    [open, { readOnlyHint: true }, true],
    [{ ...destructive, ...open }, { destructiveHint: false, openWorldHint: true }, true],
    [{ ...destructive, ...open }, { destructiveHint: false, openWorldHint: false }, false],
    [{}, {}, false],
  ])("%j of a tool with %j: %p", (annotations, given, fits) => {
    expect(fitsRule({ annotations }, call("tool", "files", "tool", given))).toBe(fits);
  });

  it("does not hold for local tools, which have none", () => {
    expect(fitsRule({ annotations: destructive }, local)).toBe(false);
  });

  it("has to fit besides the names", () => {
    const rule: ApprovalRule = { tools: ["delete_*"], annotations: destructive };
    expect(fitsRule(rule, call("delete_all"))).toBe(true);
    expect(fitsRule(rule, call("delete_all", "files", "delete_all", { destructiveHint: false }))).toBe(false);
    expect(fitsRule(rule, call("write_all"))).toBe(false);
  });
});
