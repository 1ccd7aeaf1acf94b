import { constants } from "node:buffer";
import fc from "fast-check";
import { LineFramer } from "./line-framer.js";

function frame(chunks: readonly Uint8Array[], maxBytes = 1_000_000) {
  const lines: string[] = [];
  const tooLong: { bytes: number; head: string; tail: string }[] = [];
  const framer = new LineFramer(maxBytes, {
    line: (text) => lines.push(text),
    tooLong: (line) => tooLong.push(line),
  });
  for (const chunk of chunks) framer.push(Buffer.from(chunk));
  framer.end();
  return { lines, tooLong };
}

/** Cuts bytes at places that the property chooses. */
function split(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...places, bytes.length].map((end, index) => bytes.subarray(places[index - 1] ?? 0, end));
}

/** @returns milliseconds */
function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

describe("LineFramer", () => {
  it("finds the same lines however the bytes are split, inside of characters too", () => {
    const text = fc.string({ unit: "grapheme" }).map((line) => line.replaceAll(/[\r\n]/g, ""));
    fc.assert(
      fc.property(
        fc.array(text),
        fc.constantFrom("\n", "\r\n"),
        fc.array(fc.nat()),
        (lines, lineBreak, cuts) => {
          const bytes = Buffer.from(lines.map((line) => line + lineBreak).join(""));
          expect(frame(split(bytes, cuts)).lines).toEqual(lines.filter((line) => line !== ""));
        },
      ),
    );
  });

  it("hands on a last line that has no line break", () => {
    expect(frame([Buffer.from("one\ntwo")]).lines).toEqual(["one", "two"]);
  });

  it("joins a 64 MB line of small chunks in linear time", () => {
    const chunk = Buffer.alloc(64 * 1024, "x");
    const chunks = Array.from({ length: 1024 }, () => chunk);
    let lines: string[] = [];
    // Joined anew for each chunk it would take 500 times as long, on a busy machine, too.
    const onceMs = timed(() => Buffer.concat(chunks).toString());
    const tookMs = timed(() => {
      ({ lines } = frame([...chunks, Buffer.from("\n")], 128 * 1024 ** 2));
    });
    expect(lines.map((line) => line.length)).toEqual([64 * 1024 ** 2]);
    expect(tookMs).toBeLessThan(30 * onceMs);
  });

  it("keeps only the ends of a line over the limit, counts its bytes, and goes on with the next", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2_001, max: 9_000 }),
        fc.constantFrom("x", "ü", "€"),
        fc.array(fc.nat(), { size: "large" }),
        (length, character, cuts) => {
          const long = `<${character.repeat(length - 2)}>`;
          const { lines, tooLong } = frame(split(Buffer.from(`before\n${long}\nafter\n`), cuts), 2_000);
          const bytes = Buffer.byteLength(long);
          expect(lines).toEqual(["before", "after"]);
          expect(tooLong).toEqual([{ bytes, head: long.slice(0, 512), tail: long.slice(-512) }]);
        },
      ),
    );
  });

  it("keeps only the ends of a line that is longer than a string can be", () => {
    const limit = constants.MAX_STRING_LENGTH;
    const chunk = Buffer.alloc(32 * 1024 ** 2, "x");
    const chunks = Array.from({ length: 17 }, () => chunk);
    const { lines, tooLong } = frame([Buffer.from("<"), ...chunks, Buffer.from(">\nafter\n")], limit);
    expect(lines).toEqual(["after"]);
    expect(tooLong).toEqual([
      { bytes: 17 * chunk.length + 2, head: `<${"x".repeat(511)}`, tail: `${"x".repeat(511)}>` },
    ]);
  });

  it("takes a line of exactly the limit", () => {
    expect(frame([Buffer.from("12345\n123456\n")], 5)).toMatchObject({
      lines: ["12345"],
      tooLong: [{ bytes: 6 }],
    });
  });
});
