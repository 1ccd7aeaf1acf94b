import type { Random } from "../measure/random.js";

/** One call, and what its answer has to be. */
export interface Call {
  readonly tool: string;
  readonly input: object;
  /** Whether its server says that it can be repeated. */
  readonly safe: boolean;
  /** The answer; that of a tool that fails is the text of its error. */
  readonly answer: string;
  readonly fails?: boolean;
}

/** How large the answers are that a cut hits in the middle, in bytes. */
const bigBytes = 100_000;

/** Makes a call. Its number is part of those that must not run twice, so that the server's log tells them apart. */
export function anyCall(number: number, random: Random): Call {
  const key = String(number);
  const dice = random.between(1, 100);
  if (dice <= 35) return { tool: "add", input: { a: number, b: 1 }, safe: true, answer: String(number + 1) };
  if (dice <= 50) return { tool: "echo", input: { text: key }, safe: true, answer: key };
  if (dice <= 67) {
    const ms = random.between(5, 150);
    return { tool: "sleep", input: { ms }, safe: true, answer: `slept ${ms} ms` };
  }
  if (dice <= 70) {
    return { tool: "big", input: { bytes: bigBytes }, safe: true, answer: "x".repeat(bigBytes) };
  }
  if (dice <= 80) return { tool: "fail", input: { message: key }, safe: false, answer: key, fails: true };
  const ms = random.between(1, 150);
  return { tool: "slow_write", input: { ms, key }, safe: false, answer: `written ${key}` };
}
