export { createService, type Service } from "./create-service.js";
export { type ServiceOptions, serviceDefaults } from "./service-options.js";
export type { ServiceEvent } from "./stream/service-event.js";
