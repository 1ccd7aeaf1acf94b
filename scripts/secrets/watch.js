// Fails a test in whose course a secret of the tests got into a line of a log or into an error. Loaded before each test file.
import { channel, tracingChannel } from "node:diagnostics_channel";
import { inspect } from "node:util";
import { findTestSecrets, testSecret } from "./test-secrets.js";

let used = false;
globalThis.testSecret = (name) => {
  used = true;
  return testSecret(name);
};

/** So many errors of a test are looked at in full; of the others, which properties make by thousands, the messages are. */
const mostInFull = 200;

const found = new Set();
let errors = [];

const look = (where, text) => {
  if (!used) return;
  for (const name of findTestSecrets(text)) found.add(`${where}: ${name}`);
};
// Every logger writes through this, also one that writes to nothing but the test.
const onLine = ({ result }) => look("a line of a log", String(result));
const onError = (error) => {
  look("the message of an error", error.message);
  if (used && errors.length < mostInFull) errors.push(error);
};

const lines = tracingChannel("pino_asJson");
const made = channel("mcp-team.error");
lines.end.subscribe(onLine);
made.subscribe(onError);

function check() {
  for (const error of errors) {
    look(`a ${error.name}, as inspect() shows it`, inspect(error, { depth: 8, maxStringLength: null }));
    look(`a ${error.name}, as JSON`, asJson(error));
  }
  const leaks = [...found];
  found.clear();
  errors = [];
  if (leaks.length > 0) throw new Error(`Test secrets were found in\n  ${leaks.join("\n  ")}`);
}

afterEach(check);
afterAll(() => {
  // The process goes on with other files.
  lines.end.unsubscribe(onLine);
  made.unsubscribe(onError);
  check();
});

function asJson(error) {
  try {
    return JSON.stringify(error) ?? "";
  } catch {
    return "";
  }
}
