/** The weather of one day. */
export interface Forecast {
  readonly sky: string;
  readonly celsius: number;
  /** In kilometres per hour. */
  readonly wind: number;
}

export const days = ["today", "tomorrow"] as const;
export type Day = (typeof days)[number];

/** What the weather server knows, by city. */
export const forecasts: Readonly<Record<string, Readonly<Record<Day, Forecast>>>> = {
  Bergen: {
    today: { sky: "drizzle", celsius: 8, wind: 31 },
    tomorrow: { sky: "heavy rain", celsius: 7, wind: 44 },
  },
  Lisbon: {
    today: { sky: "sunny", celsius: 23, wind: 14 },
    tomorrow: { sky: "sunny", celsius: 24, wind: 18 },
  },
  Nairobi: {
    today: { sky: "partly cloudy", celsius: 25, wind: 11 },
    tomorrow: { sky: "showers", celsius: 22, wind: 13 },
  },
  Sapporo: {
    today: { sky: "overcast", celsius: 1, wind: 9 },
    tomorrow: { sky: "snow", celsius: -4, wind: 21 },
  },
};

/** Finds a city however it is written. */
export function findCity(name: string): string | undefined {
  return Object.keys(forecasts).find((city) => city.toLowerCase() === name.trim().toLowerCase());
}
