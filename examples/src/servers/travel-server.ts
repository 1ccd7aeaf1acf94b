// A travel agency as an MCP server, which asks the traveller before it books: node dist/servers/travel-server.js
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { serve } from "./serve.js";

/** How long the traveller may think, in milliseconds. */
const patienceMs = 600_000;

let bookings = 0;

await serve(createTravelServer);

function createTravelServer(): McpServer {
  const server = new McpServer({ name: "travel", version: "1.0.0" });

  server.registerTool(
    "book_trip",
    {
      description: "Books a trip to a city. The traveller is asked for the details.",
      inputSchema: { city: z.string() },
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
    },
    async ({ city }) => {
      const { action, content } = await server.server.elicitInput(
        {
          mode: "form",
          message: `Your trip to ${city}`,
          requestedSchema: {
            type: "object",
            properties: {
              day: { type: "string", title: "Day", format: "date" },
              travellers: { type: "integer", title: "Travellers", minimum: 1, maximum: 9, default: 1 },
              seat: { type: "string", title: "Seat", enum: ["aisle", "window"], default: "window" },
            },
            required: ["day"],
          },
        },
        { timeout: patienceMs },
      );
      if (action !== "accept") return textResult("Nothing was booked: the traveller did not want to.");
      const { day, travellers, seat } = content ?? {};
      return textResult(`Booking ${++bookings}: ${city} on ${day}, ${travellers} × ${seat} seat.`);
    },
  );

  return server;
}

function textResult(text: string) {
  return { content: [{ type: "text" as const, text }] };
}
