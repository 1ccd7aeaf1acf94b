import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { type Readable, Writable } from "node:stream";
import { LineWriter } from "./line-writer.js";

/** A pipe whose writes are kept, and end when the test says so. */
class HeldPipe extends Writable {
  readonly writes: string[] = [];
  settle: (error?: Error) => void = () => {};
  isEnded = false;

  constructor() {
    super({ decodeStrings: false });
    this.on("error", () => {});
  }

  override _write(text: string, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    this.writes.push(text);
    this.settle = done;
  }

  override _writev(chunks: { chunk: string }[], done: (error?: Error) => void): void {
    this._write(chunks.map(({ chunk }) => chunk).join(""), "utf8", done);
  }

  override _final(done: () => void): void {
    this.isEnded = true;
    done();
  }
}

/** A process that reads nothing. */
function startDeaf(): ChildProcessByStdio<Writable, Readable, null> {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6); console.log('up')"], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  child.stdin.on("error", () => {});
  return child;
}

/** @returns for each line whether it was taken, when that is known */
function writeAll(writer: LineWriter, lines: readonly string[]): Promise<boolean[]> {
  const one = (line: string) =>
    new Promise<boolean>((resolve) => writer.write(line, (error) => resolve(!error)));
  return Promise.all(lines.map(one));
}

/** Waits until what is settled has been told. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("LineWriter", () => {
  it("writes each line by itself, in their order, when the one before has been taken", async () => {
    const pipe = new HeldPipe();
    const taken = writeAll(new LineWriter(pipe), ["a", "b", "c"]);
    for (const written of [["a\n"], ["a\n", "b\n"], ["a\n", "b\n", "c\n"]]) {
      expect(pipe.writes).toEqual(written);
      pipe.settle();
      await nextTurn();
    }
    expect(await taken).toEqual([true, true, true]);
  });

  it("has nothing written of what waits when a write fails", async () => {
    const pipe = new HeldPipe();
    const taken = writeAll(new LineWriter(pipe), ["a", "b", "c"]);
    pipe.settle();
    await nextTurn();
    pipe.settle(new Error("broken"));
    expect(await taken).toEqual([true, false, false]);
    expect(pipe.writes).toEqual(["a\n", "b\n"]);
  });

  it.each([[["a"]], [["a", "b", "c"]]])("ends the pipe after %j", async (lines) => {
    const pipe = new HeldPipe();
    const writer = new LineWriter(pipe);
    const taken = writeAll(writer, lines);
    writer.end();
    for (const _ of lines) {
      expect(pipe.isEnded).toBe(false);
      pipe.settle();
      await nextTurn();
    }
    await taken;
    expect(pipe).toMatchObject({ writes: lines.map((line) => `${line}\n`), isEnded: true });
  });

  it("takes no line for a process that has ended", async () => {
    const child = startDeaf();
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await writeAll(new LineWriter(child.stdin), ["a", "b", "c"])).toEqual([false, false, false]);
  });

  it("settles every line once, in their order, when a process that reads nothing is killed", async () => {
    const child = startDeaf();
    await once(child.stdout, "data");
    const writer = new LineWriter(child.stdin);
    const settled: number[] = [];
    const lines = Array.from({ length: 2_000 }, (_, index) => index);
    const taken = lines.map(
      (index) =>
        new Promise<boolean>((resolve) =>
          writer.write("x".repeat(1_000), (error) => {
            settled.push(index);
            resolve(!error);
          }),
        ),
    );
    await taken[0];
    child.kill("SIGKILL");
    const all = await Promise.all(taken);
    expect(settled).toEqual(lines);
    expect(all.slice(all.indexOf(false)).includes(true)).toBe(false);
    expect(all.at(-1)).toBe(false);
  });
});
