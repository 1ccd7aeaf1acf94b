import { isSpecType, specTypeSchemas } from "@modelcontextprotocol/client";
import fc from "fast-check";
import { isTextResult } from "./text-result.js";

const json = fc.jsonValue({ maxDepth: 2 });
const text = fc.record({ type: fc.constant("text"), text: fc.string() });
const types = fc.constantFrom("text", "image", "resource_link", "x");
const block = fc.oneof(
  { weight: 6, arbitrary: text },
  fc
    .tuple(
      text,
      fc.oneof(
        fc.record({ type: types }),
        fc.record({ text: json }),
        fc.record({ annotations: json }),
        fc.record({ _meta: json, more: json }),
      ),
    )
    .map(([fine, odd]) => ({ ...fine, ...odd })),
  json,
);
const content = fc.array(block, { maxLength: 2 });
const structured = fc.dictionary(fc.oneof(fc.string(), fc.constant("__proto__")), json);
/** What is wrong, or only unusual, takes the place of what is right. */
const result = fc.oneof(
  fc
    .tuple(
      fc.record(
        { content, isError: fc.boolean(), structuredContent: structured },
        { requiredKeys: ["content"] },
      ),
      fc.oneof(
        { weight: 3, arbitrary: fc.constant({}) },
        fc.record(
          {
            content: json,
            isError: json,
            structuredContent: json,
            _meta: json,
            resultType: json,
            task: json,
          },
          { requiredKeys: [] },
        ),
        // One oddity alone: beside others it would not be seen.
        fc
          .tuple(fc.constantFrom("content", "isError", "structuredContent", "_meta"), json)
          .map(([key, odd]) => ({ [key]: odd })),
      ),
    )
    .map(([fine, odd]) => ({ ...fine, ...odd })),
  json,
);

/** As it arrives. */
const received = result.map((value) => JSON.parse(JSON.stringify(value) ?? "null") as unknown);

describe("a result of plain text", () => {
  it("is one that the SDK's schema takes, and leaves as it is", () => {
    let taken = 0;
    fc.assert(
      fc.property(received, (value) => {
        if (!isTextResult(value)) return;
        taken += 1;
        expect(specTypeSchemas.CallToolResult["~standard"].validate(value)).toEqual({ value });
      }),
      { numRuns: 2_000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  it.each([
    [{ content: [] }, true],
    [{ content: [{ type: "text", text: "" }], isError: true }, true],
    [{ content: [{ type: "text", text: "1" }], structuredContent: { n: 1 } }, true],
    [{ content: [{ type: "text", text: "1", annotations: {} }] }, false],
    [{ content: [{ type: "image", data: "", mimeType: "image/png" }] }, false],
    [{ content: [], _meta: {} }, false],
    [{ content: [], structuredContent: [1] }, false],
    [{}, false],
  ])("%j: %s", (value, plain) => {
    expect(isTextResult(value)).toBe(plain);
  });

  it("is not the only kind of result: the others are the schema's to judge", () => {
    const image = { content: [{ type: "image", data: "AAAA", mimeType: "image/png" }] };
    expect([isTextResult(image), isSpecType.CallToolResult(image)]).toEqual([false, true]);
  });
});
