/**
 * How tools get their names.
 *
 * - `"collisions"`: a tool keeps its name; names that several servers have become `server__tool`.
 * - `"prefix"`: every tool becomes `server__tool`.
 * - `"refuse"`: a tool keeps its name; a name that several servers have is a configuration error.
 */
export type ToolNaming = "collisions" | "prefix" | "refuse";
