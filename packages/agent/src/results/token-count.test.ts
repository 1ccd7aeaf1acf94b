import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { Tiktoken } from "js-tiktoken/lite";
import o200k from "js-tiktoken/ranks/o200k_base";
import { countTokens, tokensFit } from "./token-count.js";

const encoding = new Tiktoken(o200k);
const times = (text: string, count: number) => text.repeat(count);
const rows = (line: (row: number) => unknown) =>
  Array.from({ length: 100 }, (_, row) => String(line(row))).join("\n");

const samples: readonly [string, string][] = [
  [
    "prose",
    times("The quick brown fox jumps over the lazy dog to see what is on the other side of the hill. ", 10),
  ],
  ["short words", times("no ", 500)],
  ["source code", readFileSync(new URL("token-count.ts", import.meta.url), "utf8")],
  [
    "JSON",
    JSON.stringify(
      Array.from({ length: 100 }, (_, id) => ({ id, name: `user ${id}`, active: id % 2 === 0 })),
    ),
  ],
  [
    "a log",
    rows(
      (row) => `2026-11-26T14:10:12.${row}Z INFO [worker-${row % 8}] GET /api/items/${row * 31} 200 ${row}ms`,
    ),
  ],
  ["numbers", rows((row) => `${row},${Math.sin(row).toFixed(6)},${row * row}`)],
  ["base64", rows((row) => createHash("sha512").update(String(row)).digest("base64")).slice(0, 5_000)],
  [
    "German",
    times("Die Verbindung zum Server wurde unterbrochen, weil die Zeitüberschreitung erreicht war. ", 10),
  ],
  ["Russian", times("Сегодня хорошая погода, поэтому мы пойдём гулять в парк вместе с друзьями. ", 10)],
  ["Chinese", times("模型上下文协议是一个开放的标准,用于连接人工智能应用与外部系统。", 10)],
  ["Japanese", times("天気はとても良いので、散歩に行きましょう。サーバーは利用できません。", 10)],
  ["pictographs", times("🎉🚀✅❌🔥", 50)],
];

describe("the number of tokens", () => {
  it.each(samples)("is within a third of what a model counts: %s", (_, text) => {
    const ratio = countTokens(text) / encoding.encode(text).length;
    expect(ratio).toBeGreaterThan(2 / 3);
    expect(ratio).toBeLessThan(3 / 2);
  });

  it("of what fits is no more than what there was room for", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(50), fc.nat(5), (text, tokens, start) => {
        const from = Math.min(start, text.length);
        const end = tokensFit(text, tokens, from);
        expect(end).toBeGreaterThanOrEqual(from);
        expect(countTokens(text.slice(from, end))).toBeLessThanOrEqual(Math.max(tokens, 0));
      }),
    );
  });
});
