import { difference, type ResourceSnapshot } from "./resources.js";
import { describeGrowth } from "./wait-for-release.js";

const before: ResourceSnapshot = {
  processes: [10, 11],
  handles: { Timeout: 2, TCPSocketWrap: 1, PipeWrap: 3 },
  descriptors: { socket: 1 },
};
const after: ResourceSnapshot = {
  processes: [11, 12],
  handles: { Timeout: 5, PipeWrap: 3, ProcessWrap: 1 },
  descriptors: { socket: 2, pipe: 2 },
};

describe("difference", () => {
  it("has the new processes, and what there is more or less of everything else", () => {
    expect(difference(before, after)).toEqual({
      processes: [12],
      handles: { Timeout: 3, TCPSocketWrap: -1, ProcessWrap: 1 },
      descriptors: { socket: 1, pipe: 2 },
    });
  });

  it("is empty between equal snapshots", () => {
    expect(difference(before, before)).toEqual({ processes: [], handles: {}, descriptors: {} });
  });
});

describe("describeGrowth", () => {
  it("names what there is more of, and nothing else", () => {
    expect(describeGrowth(difference(before, after))).toEqual([
      "process 12",
      "3 more Timeout",
      "1 more ProcessWrap",
      "1 more socket",
      "2 more pipe",
    ]);
    expect(describeGrowth(difference(after, { ...before, processes: [] }))).toEqual(["1 more TCPSocketWrap"]);
  });
});
