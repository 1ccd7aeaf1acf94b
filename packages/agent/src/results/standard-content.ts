/** Marks a message whose content is standard content blocks, so that each provider converts them to its own. */
export const standardContent = { response_metadata: { output_version: "v1" } } as const;
