import { exactly, type Finding } from "../report/finding.js";
import type { RemoteServer } from "./remote-server.js";

/** Calls at once in each round. */
const atOnce = 32;

/** Cuts the connections while nothing is asked, then calls. */
export async function idleCuts(server: RemoteServer, times: number): Promise<Finding> {
  const wrong: string[] = [];
  for (let index = 0; index < times; index++) {
    server.lose();
    wrong.push(...(await wrongSums(server, 1, index)));
  }
  return exactly("cut while idle, then a call: answers", times, times - wrong.length, wrong);
}

/** Cuts each connection when a part of an answer has passed. */
export async function cutInAnswers(server: RemoteServer, rounds: number): Promise<Finding> {
  const { proxy } = server;
  const big = server.tool("big");
  const bytes = 60_000;
  const lost: string[] = [];
  for (let round = 0; round < rounds; round++) {
    proxy.cutAfter(bytes / 2, "down", "each");
    const cut = proxy.closed();
    const calls = Promise.allSettled(Array.from({ length: atOnce }, () => big({ bytes })));
    await cut;
    proxy.cutAfter(Number.POSITIVE_INFINITY);
    for (const outcome of await calls) {
      if (outcome.status === "rejected") lost.push(String(outcome.reason));
      else if (String(outcome.value).length !== bytes) lost.push("the answer of another call");
    }
  }
  return exactly(`${rounds} cuts in the middle of ${atOnce} answers: calls lost`, 0, lost.length, lost);
}

/** Holds everything back until the team gives the connections up. */
export async function stalls(server: RemoteServer, rounds: number): Promise<Finding> {
  const wrong: string[] = [];
  for (let round = 0; round < rounds; round++) {
    server.proxy.stall();
    const sums = wrongSums(server, atOnce, round);
    await server.noticed();
    server.proxy.resume();
    wrong.push(...(await sums));
  }
  return exactly(`${rounds} stalls, ${atOnce} safe calls waiting: calls lost`, 0, wrong.length, wrong);
}

/** Puts another server in the place of the one that knows the session. */
export async function restarts(server: RemoteServer, rounds: number): Promise<Finding> {
  const wrong: string[] = [];
  for (let round = 0; round < rounds; round++) {
    await server.restart();
    wrong.push(...(await wrongSums(server, atOnce, round)));
  }
  return exactly(`${rounds} restarts, then ${atOnce} calls at once: calls lost`, 0, wrong.length, wrong);
}

/** Adds numbers side by side. @returns what came instead of a right answer */
async function wrongSums(server: RemoteServer, calls: number, a: number): Promise<string[]> {
  const add = server.tool("add");
  const sums = Array.from({ length: calls }, async (_, b) => {
    const answer = await add({ a, b }).catch((error: unknown) => String(error));
    return answer === String(a + b) ? [] : [`${a} + ${b}: ${answer}`];
  });
  return (await Promise.all(sums)).flat();
}
