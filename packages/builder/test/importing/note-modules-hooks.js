import { appendFileSync } from "node:fs";

let file;

export function initialize(path) {
  file = path;
}

export function load(url, context, next) {
  appendFileSync(file, `${url}\n`);
  return next(url, context);
}
