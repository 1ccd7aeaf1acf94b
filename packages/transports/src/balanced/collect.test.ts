import { collect } from "./collect.js";

const after = <T>(ms: number, result: T) => new Promise<T>((resolve) => setTimeout(resolve, ms, result));
const never = <T>() => new Promise<T>(() => {});

describe("collected work", () => {
  it("is waited for until all is done, when nothing is enough", async () => {
    expect(await collect([after(20, "b"), after(1, "a")], () => undefined)).toEqual(["a", "b"]);
  });

  it("is not waited for any more when one result is enough", async () => {
    const results = await collect([never<string>(), after(1, "good"), after(50, "late")], (result) =>
      result === "good" ? 0 : undefined,
    );
    expect(results).toEqual(["good"]);
  });

  it("has a little more time after a result that is nearly enough", async () => {
    const work = [after(1, "good"), after(10, "soon"), never<string>()];
    expect(await collect(work, () => 60)).toEqual(["good", "soon"]);
  });

  it("that is none has no results", async () => {
    expect(await collect([], () => undefined)).toEqual([]);
  });
});
