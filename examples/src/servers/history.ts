/** What a station measured in a year, a line for each hour: long, and always the same. */
export function historyOf(city: string): string {
  let seed = [...city].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const start = Date.UTC(2025, 0, 1);
  const lines = Array.from({ length: 365 * 24 }, (_, hour) => {
    const time = new Date(start + hour * 3_600_000).toISOString().slice(0, 16);
    const wind = 5 + next(40) + (next(3_000) === 0 ? 60 : 0);
    return `${time} ${city} wind ${wind} km/h${wind > 75 ? ", storm" : ""}`;
  });
  return lines.join("\n");
}
