import { maskArguments } from "./mask-arguments.js";

it.each([
  [
    ["server.js", "--port", "8080"],
    ["server.js", "--port", "8080"],
  ],
  [
    ["--api-key", "s3cret", "x"],
    ["--api-key", "***", "x"],
  ],
  [["--api-key=s3cret"], ["--api-key=***"]],
  [
    ["--token", "--verbose"],
    ["--token", "--verbose"],
  ],
  [["postgres://me:s3cret@db/x"], ["postgres://***@db/x"]],
  [["x=known-value"], ["x=***"]],
  [["Authorization: Bearer s3cret"], ["Authorization: Bearer ***"]],
  [
    ["--header", "X-Room: s3cret"],
    ["--header", "***"],
  ],
])("shows %j as %j", (args, shown) => {
  expect(maskArguments(args, ["known-value"])).toEqual(shown);
});
