import { redPng, shortWav } from "../media.js";
import { defineTool, readOnly } from "../tool.js";

/** Tools that answer with content other than text. */
export const contentTools = [
  defineTool({
    name: "image",
    description: "Answers with a small picture and a caption.",
    annotations: readOnly,
    run: () => ({
      content: [
        { type: "image", data: redPng, mimeType: "image/png" },
        { type: "text", text: "A red square." },
      ],
    }),
  }),
  defineTool({
    name: "audio",
    description: "Answers with a short sound.",
    annotations: readOnly,
    run: () => ({ content: [{ type: "audio", data: shortWav, mimeType: "audio/wav" }] }),
  }),
  defineTool({
    name: "resource",
    description: "Answers with a resource and a link to another one.",
    annotations: readOnly,
    run: () => ({
      content: [
        {
          type: "resource",
          resource: {
            uri: "text://greeting",
            mimeType: "text/plain",
            text: "Hello from an embedded resource.",
          },
        },
        { type: "resource_link", uri: "blob://square", name: "square", mimeType: "image/png" },
      ],
    }),
  }),
];
