import { maskArguments } from "./mask-arguments.js";

const secret = testSecret("mask-arguments");

it.each([
  [
    ["server.js", "--port", "8080"],
    ["server.js", "--port", "8080"],
  ],
  [
    ["--api-key", secret, "x"],
    ["--api-key", "***", "x"],
  ],
  [[`--api-key=${secret}`], ["--api-key=***"]],
  [
    ["--token", "--verbose"],
    ["--token", "--verbose"],
  ],
  [[`postgres://me:${secret}@db/x`], ["postgres://***@db/x"]],
  [["x=known-value"], ["x=***"]],
  [[`Authorization: Bearer ${secret}`], ["Authorization: Bearer ***"]],
  [
    ["--header", `X-Room: ${secret}`],
    ["--header", "***"],
  ],
])("masks what is secret in example %#", (args, shown) => {
  expect(maskArguments(args, ["known-value"])).toEqual(shown);
});
