import fc from "fast-check";
import { canonical, type Item, type ListKind, listKinds, mergeLists } from "./lists.js";

const tools = listKinds["tools/list"] as ListKind;

const item = fc.record({
  name: fc.constantFrom("a", "b", "c", "d"),
  inputSchema: fc.constantFrom({}, { x: 1 }),
});
const list = fc.uniqueArray(item, { selector: ({ name }) => name });
const lists = fc.array(list, { minLength: 1, maxLength: 4 });

const named = (all: readonly (readonly Item[])[]) =>
  all.map((items, index) => ({ replica: `replica ${index + 1}`, items }));
const merge = (...all: Item[][]) => mergeLists(tools, named(all));
const tool = (name: string, inputSchema: object = {}, rest: object = {}) => ({ name, inputSchema, ...rest });

describe("lists of several replicas", () => {
  it("keep what all have in the same shape, and say of all else why it is left out", () => {
    fc.assert(
      fc.property(lists, (all) => {
        const { items, leftOut } = mergeLists(tools, named(all));
        const everywhere = (name: string) => {
          const found = all.map((each) => each.find((one) => one.name === name));
          return found.every((one) => one && canonical(one.inputSchema) === canonical(found[0]?.inputSchema));
        };
        const names = new Set(all.flat().map(({ name }) => name));
        expect(new Set(items.map(({ name }) => name))).toEqual(new Set([...names].filter(everywhere)));
        expect(new Set(leftOut.keys())).toEqual(new Set([...names].filter((name) => !everywhere(name))));
      }),
    );
  });

  it("that are the same give the same list", () => {
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 5 }), (items, count) => {
        const merged = mergeLists(tools, named(Array.from({ length: count }, () => items)));
        expect(merged.items).toEqual(items);
        expect(merged.leftOut.size).toBe(0);
      }),
    );
  });

  it("take the description of the first", () => {
    const merged = merge([tool("a", {}, { title: "one" })], [tool("a", {}, { title: "two" })]);
    expect(merged.items).toEqual([tool("a", {}, { title: "one" })]);
  });

  it("do not mind the order of the keys in a schema", () => {
    const one = { type: "object", properties: { x: { type: "string" }, y: {} } };
    const same = { properties: { y: {}, x: { type: "string" } }, type: "object" };
    expect(merge([tool("a", one)], [tool("a", same)]).leftOut.size).toBe(0);
  });

  it("tell in plain words what differs, and where", () => {
    const merged = merge([tool("a"), tool("b", { x: 1 })], [tool("b"), tool("c")], [tool("b", { x: 1 })]);
    expect([...merged.leftOut.values()]).toEqual([
      'tool "a" is not offered by replica 2, replica 3',
      'tool "b" has another input schema on replica 2 than on replica 1',
      'tool "c" is not offered by replica 1, replica 3',
    ]);
  });

  it.each([
    [
      "prompts/list",
      { name: "p", arguments: [{ name: "x" }] },
      { name: "p" },
      'prompt "p" has other arguments',
    ],
    ["resources/list", { uri: "a://b" }, { uri: "a://c" }, 'resource "a://b" is not offered by replica 2'],
    [
      "resources/templates/list",
      { uriTemplate: "a://{b}" },
      { uriTemplate: "c" },
      'template "a://{b}" is not',
    ],
  ])("of %s are compared by their own keys", (method, one, other, expected) => {
    const { leftOut } = mergeLists(listKinds[method] as ListKind, named([[one], [other]]));
    expect([...leftOut.values()][0]).toContain(expected);
  });

  it("of resources may describe the same one differently", () => {
    const kind = listKinds["resources/list"] as ListKind;
    const { items } = mergeLists(kind, named([[{ uri: "a", size: 1 }], [{ uri: "a", size: 2 }]]));
    expect(items).toEqual([{ uri: "a", size: 1 }]);
  });
});
