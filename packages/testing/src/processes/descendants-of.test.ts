import { descendantsIn } from "./descendants-of.js";

describe("descendantsIn", () => {
  const table = [
    [1, 0],
    [7, 3],
    [2, 1],
    [3, 2],
    [4, 2],
    [5, 1],
    [9, 9],
  ].map(([pid = 0, parentPid = 0]) => ({ pid, parentPid }));

  it.each<[number, number[]]>([
    [2, [3, 4, 7]],
    [3, [7]],
    [7, []],
    [8, []],
    [9, []],
  ])("finds those of %i", (pid, descendants) => {
    expect(descendantsIn(table, pid)).toEqual(descendants);
  });
});
