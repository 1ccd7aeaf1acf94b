// The secrets of the tests. They are made here and nowhere else, so that each of them can be found wherever it gets to: no source
// file holds one, and whatever holds one was given it.
import { createHash } from "node:crypto";

const mark = "s3cr3t-";
const plain = /s3cr3t-([a-z0-9]+(?:-[a-z0-9]+)*)/g;

/** A secret for a test: always the same one for a name (small letters, digits and "-"). */
export function testSecret(name) {
  const rest = createHash("sha256").update(name).digest("hex").slice(0, 12);
  return `${mark}${name}-${rest}`;
}

/** What the mark looks like in base64, wherever in a text it begins. */
const encoded = [0, 1, 2].map((before) => {
  const text = Buffer.from("-".repeat(before) + mark).toString("base64");
  return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + mark.length) * 8) / 6));
});

/** The names of the test secrets that a text holds, in the clear or in base64. */
export function findTestSecrets(text) {
  const names = [...text.matchAll(plain)].map(([, name]) => name);
  return encoded.some((form) => text.includes(form)) ? [...names, "(in base64)"] : names;
}
