import { McpTeamError } from "@mcp-team/transports";
import { RefusedRequest } from "../../connection/refused-request.js";

/** What cannot be had is the answer to a request, and no failure of the server. */
export async function refusing<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw McpTeamError.isInstance(error) ? new RefusedRequest(error.message) : error;
  }
}
