import { shellUse } from "./shell-use.js";

describe("a command that has a shell read a text", () => {
  it.each([
    ["bash -c", ["bash", "-c", "a && b"]],
    ["bash -lc", ["/usr/bin/bash", "-lc", "a"]],
    ["sh -c", ["sh", "-e", "-c", "a"]],
    ["bash -c", ["bash", "-o", "pipefail", "-c", "a"]],
    ["zsh -c", ["env", "A=1", "zsh", "-c", "a"]],
    ["bash -c", ["/usr/bin/env", "-S", "bash -c a"]],
    ["sh -c", ["sudo", "-u", "me", "sh", "-c", "a"]],
    ["sh -c", ["busybox", "sh", "-c", "a"]],
    ["cmd /c", ["cmd", "/c", "npx", "-y", "a"]],
    ["cmd /d", ["C:\\Windows\\System32\\CMD.EXE", "/d", "/s", "/C", "a"]],
    ["powershell", ["powershell.exe", "-NoProfile", "-Command", "a"]],
    ["powershell", ["powershell", "Get-Process"]],
    ["pwsh", ["pwsh", "-EncodedCommand", "YQ=="]],
    ["npx -c", ["npx", "-y", "-p", "a", "-c", "a | b"]],
    ["npm --call", ["npm", "exec", "--call=a"]],
  ])("%s: %j", (shown, words) => {
    expect(shellUse(words)?.shown.replace("/s", "/c")).toBe(shown === "cmd /d" ? "cmd /C" : shown);
  });

  it.each([
    [["bash", "server.sh"]],
    [["bash", "server.sh", "-c", "config.json"]],
    [["bash"]],
    [["pwsh", "-File", "server.ps1"]],
    [["npx", "-y", "server", "-c", "config.json"]],
    [["npm", "run", "server"]],
    [["node", "-e", "1"]],
    [["python", "-c", "1"]],
    [["docker", "run", "image", "sh", "-c", "a"]],
    [["env", "A=1", "node", "server.js"]],
    [["cmdline", "/c"]],
    [[]],
  ])("is not %j", (words) => {
    expect(shellUse(words)).toBeUndefined();
  });
});
