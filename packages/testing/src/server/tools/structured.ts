import { z } from "zod";
import { defineTool, readOnly } from "../tool.js";

const weather = z.object({ city: z.string(), celsius: z.number() });

/** The same schema for those who read it, but one that lets everything pass when the server checks its own results. */
const unchecked = z.object({
  city: z.unknown().meta({ type: "string" }),
  celsius: z.unknown().meta({ type: "number" }),
});

/** Tools that answer with structured content. */
export const structuredTools = [
  defineTool({
    name: "structured",
    description: "Tells the weather of a city, as text and as data.",
    input: { city: z.string() },
    output: weather,
    annotations: readOnly,
    run: ({ city }) => ({
      content: [{ type: "text", text: `It is 21 °C in ${city}.` }],
      structuredContent: { city, celsius: 21 },
    }),
  }),
  defineTool({
    name: "structured_only",
    description: "Tells the weather, as data alone.",
    output: weather,
    annotations: readOnly,
    run: () => ({ content: [], structuredContent: { city: "Oslo", celsius: 4 } }),
  }),
  defineTool({
    name: "bad_structured",
    description: "Answers with data that its own output schema forbids.",
    output: unchecked,
    run: () => ({
      content: [{ type: "text", text: "It is warm." }],
      structuredContent: { city: "Oslo", celsius: "warm" },
    }),
  }),
];
