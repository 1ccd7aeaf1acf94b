import { describeList } from "./describe-list.js";

const notes = { server: "files", uri: "file:///notes.md", name: "notes", description: "All  of\nthem." };

describe("describeList", () => {
  it("has one resource a line", () => {
    expect(describeList([notes], { filter: "", offset: 0 })).toBe(
      '- file:///notes.md "notes" (server files): All of them.',
    );
  });

  it("shows a model nothing that a person would not see", () => {
    const hidden = {
      ...notes,
      uri: "file:///no\u202etes.md",
      title: "No\u200btes",
      description: "All.\u{e0041}\u001b[8m",
    };
    expect(describeList([hidden], { filter: "", offset: 0 })).toBe(
      '- file:///notes.md "Notes" (server files): All.[8m',
    );
  });
});
