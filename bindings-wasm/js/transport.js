// Requests to the module, in this thread or in a worker.
export { send } from "./instance.js";
export { sendAsync } from "./remote.js";
