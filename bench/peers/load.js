// Loads a peer from this folder, whatever the folder of the program is.
export const load = (name) => import(name);
