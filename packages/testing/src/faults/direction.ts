/** Which way bytes go through the proxy: `up` from the client to the server, `down` from the server to the client. */
export type Direction = "up" | "down" | "both";

/** One way. */
export type OneWay = Exclude<Direction, "both">;

/** The ways that a direction stands for. */
export function waysOf(direction: Direction): readonly OneWay[] {
  return direction === "both" ? ["up", "down"] : [direction];
}
