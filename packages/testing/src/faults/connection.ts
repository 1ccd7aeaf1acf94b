import type { Socket } from "node:net";
import type { Conditions } from "./conditions.js";
import { Allowance, type CutRule } from "./cut-rule.js";
import type { OneWay } from "./direction.js";
import { Flow, type FlowOwner } from "./flow.js";
import { resetSocket } from "./reset-socket.js";

/** What a connection tells its proxy. */
export interface ConnectionEvents {
  passed(way: OneWay, bytes: number): void;
  /** The connection has used up what a rule left it, and was cut. */
  cutBy(rule: CutRule): void;
  closed(): void;
}

/** A client's socket and the one to the server, with the flows between them. */
export class Connection {
  private readonly flows: readonly Flow[];
  private allowance: Allowance | undefined;
  private open = 2;

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    conditions: Readonly<Record<OneWay, Conditions>>,
    private readonly events: ConnectionEvents,
  ) {
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on("error", () => {}); // Its close tells the other side.
      socket.once("close", () => this.socketClosed());
    }
    this.flows = [
      new Flow(client, server, conditions.up, this.owner("up")),
      new Flow(server, client, conditions.down, this.owner("down")),
    ];
  }

  /** Resets both sides. */
  cut(): void {
    resetSocket(this.client);
    resetSocket(this.server);
  }

  /** Resets what is connected, and waits for nothing. */
  drop(): void {
    this.cut();
    this.client.destroy();
    this.server.destroy();
  }

  /** Counts from now on by a rule, or by none. */
  limit(rule: CutRule | undefined): void {
    this.allowance = rule && new Allowance(rule);
  }

  conditionsChanged(): void {
    for (const flow of this.flows) flow.conditionsChanged();
  }

  private owner(way: OneWay): FlowOwner {
    return {
      allowance: () => this.allowance?.of(way) ?? Number.POSITIVE_INFINITY,
      passed: (bytes) => {
        this.events.passed(way, bytes);
        if (this.allowance?.spend(way, bytes)) this.cutByRule(this.allowance.rule);
      },
      exhausted: () => {
        if (this.allowance !== undefined) this.cutByRule(this.allowance.rule);
      },
    };
  }

  private cutByRule(rule: CutRule): void {
    this.cut();
    this.events.cutBy(rule);
  }

  private socketClosed(): void {
    this.open -= 1;
    if (this.open === 0) this.events.closed();
  }
}
