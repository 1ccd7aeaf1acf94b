// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables in mcpServers files are written so
import fc from "fast-check";
import { fillVariables } from "./fill-variables.js";

const environment = { TOKEN: "abc", EMPTY: "", HOME_2: "/home/me" };

describe("fillVariables", () => {
  it.each([
    ["plain", "plain"],
    ["${TOKEN}", "abc"],
    ["Bearer ${env:TOKEN}!", "Bearer abc!"],
    ["${TOKEN}${HOME_2}", "abc/home/me"],
    ["${TOKEN:-other}", "abc"],
    ["${MISSING:-other}", "other"],
    ["${env:MISSING:-other}", "other"],
    ["${MISSING:-}", ""],
    ["${MISSING:-http://h:80/}", "http://h:80/"],
    ["${EMPTY}", ""],
    ["${EMPTY:-other}", "other"],
    ["$TOKEN and $(TOKEN)", "$TOKEN and $(TOKEN)"],
    ["${#x} ${1}", "${#x} ${1}"],
  ])("fills %s in as %s", (text, filled) => {
    expect(fillVariables(text, environment)).toEqual({ text: filled, problems: [] });
  });

  it.each([
    [
      "${MISSING}",
      "uses the environment variable MISSING, which is not set: set it, or give a default as in `${MISSING:-default}`",
    ],
    ["${env:MISSING}", "uses the environment variable MISSING, which is not set"],
    ["${input:api-key}", "inputs are not supported here: use an environment variable, such as `${API_KEY}`"],
    ["${workspaceFolder}/x", "uses `${workspaceFolder}`, which only editors know: write the path"],
    ["${config:files.root}", "`config:` is not supported: write `${NAME}` for an environment variable"],
  ])("says what is wrong with %s", (text, problem) => {
    const filled = fillVariables(text, environment);
    expect(filled.problems).toEqual([expect.stringContaining(problem)]);
    expect(filled.text).toBe(text);
  });

  it("does not fill in what a value contains", () => {
    expect(fillVariables("${A}", { A: "${B}", B: "b" }).text).toBe("${B}");
  });

  it("leaves text without references as it is", () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes("${")),
        (text) => fillVariables(text, environment).text === text,
      ),
    );
  });
});
