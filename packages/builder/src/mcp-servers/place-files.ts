import { resolve } from "node:path";

type Entry = Readonly<Record<string, unknown>>;

/** Makes the paths of a server absolute that start at the folder of its file. */
export function placeFiles(entry: Entry, folder: string | undefined): Entry {
  if (folder === undefined) return entry;
  const { cwd, tls } = entry;
  return {
    ...entry,
    ...(typeof cwd === "string" && { cwd: resolve(folder, cwd) }),
    ...(isObject(tls) && { tls: placeMaterials(tls, folder) }),
  };
}

function placeMaterials(tls: Entry, folder: string): Entry {
  const place = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(place);
    return isObject(value) && typeof value.file === "string"
      ? { ...value, file: resolve(folder, value.file) }
      : value;
  };
  return Object.fromEntries(Object.entries(tls).map(([key, value]) => [key, place(value)]));
}

function isObject(value: unknown): value is Entry {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
