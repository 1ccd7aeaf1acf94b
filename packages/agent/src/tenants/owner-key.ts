/** Where a run says whom it is for, in its `configurable`; where a checkpoint says whose it is, in its metadata. */
export const ownerKey = "mcp_team_principal";
