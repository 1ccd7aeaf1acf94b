// A weather service as an MCP server: node dist/servers/weather-server.js --transport sse --port 8000
import { setTimeout as delay } from "node:timers/promises";
import { McpServer, ResourceTemplate } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { days, findCity, forecasts } from "./forecasts.js";
import { historyOf } from "./history.js";
import { serve } from "./serve.js";

const cities = Object.keys(forecasts);
const fahrenheit = process.env.WEATHER_UNITS === "fahrenheit";

/** How long a station takes to answer, in milliseconds. */
const stationMs = 120;

await serve(createWeatherServer);

function createWeatherServer(): McpServer {
  const server = new McpServer({ name: "weather", version: "1.0.0" });

  server.registerTool(
    "get_forecast",
    {
      description: `The weather of a city, today or tomorrow. Cities: ${cities.join(", ")}.`,
      inputSchema: { city: z.string(), day: z.enum(days).default("today") },
      annotations: { readOnlyHint: true },
    },
    ({ city: name, day }) => {
      const city = findCity(name);
      const forecast = city && forecasts[city]?.[day];
      if (!forecast) throw new TypeError(`There is no forecast for "${name}". Cities: ${cities.join(", ")}.`);
      const { sky, celsius, wind } = forecast;
      return textResult(`${city} ${day}: ${sky}, ${temperature(celsius)}, wind ${wind} km/h`);
    },
  );

  server.registerTool(
    "find_warmest_city",
    {
      description:
        "Asks the stations of all cities, one after the other, and finds the warmest city of today.",
      annotations: { readOnlyHint: true },
    },
    async ({ signal, _meta, sendNotification }) => {
      const measured: { city: string; celsius: number }[] = [];
      for (const [index, [city, { today }]] of Object.entries(forecasts).entries()) {
        await delay(stationMs, undefined, { signal });
        measured.push({ city, celsius: today.celsius });
        if (_meta?.progressToken === undefined) continue;
        const { progressToken } = _meta;
        const message = `${city} reports ${temperature(today.celsius)}`;
        const params = { progressToken, progress: index + 1, total: cities.length, message };
        await sendNotification({ method: "notifications/progress", params });
      }
      const warmest = measured.reduce((best, next) => (next.celsius > best.celsius ? next : best));
      await delay(stationMs, undefined, { signal });
      return textResult(
        `${warmest.city} is the warmest of ${cities.length} cities: ${temperature(warmest.celsius)}`,
      );
    },
  );

  server.registerResource(
    "cities",
    "weather://cities",
    { description: "The cities that have a station.", mimeType: "text/plain" },
    ({ href: uri }) => ({ contents: [{ uri, mimeType: "text/plain", text: cities.join("\n") }] }),
  );

  server.registerResource(
    "history",
    new ResourceTemplate("weather://{city}/history", { list: undefined }),
    { description: "What the station of a city measured in 2025, hour by hour.", mimeType: "text/plain" },
    ({ href: uri }, { city: name }) => {
      const city = findCity(String(name));
      if (!city) throw new TypeError(`There is no station in "${name}".`);
      return { contents: [{ uri, mimeType: "text/plain", text: historyOf(city) }] };
    },
  );

  server.registerPrompt(
    "packing_advice",
    { description: "Asks what to pack for a city.", argsSchema: { city: z.string() } },
    ({ city }) => ({
      messages: [{ role: "user", content: { type: "text", text: `What do I pack for ${city} tomorrow?` } }],
    }),
  );

  return server;
}

function temperature(celsius: number): string {
  return fahrenheit ? `${Math.round(celsius * 1.8 + 32)} °F` : `${celsius} °C`;
}

function textResult(text: string) {
  return { content: [{ type: "text" as const, text }] };
}
