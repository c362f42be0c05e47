// One of several processes that serve one port. The primary has migrated, published and says when to stop.
import { createLogger } from "@breezeway/core";
import { pino } from "pino";
import { configWith } from "../cli/settings-flags.ts";
import { createLifetime, stopOnDefect, stopOnSignals } from "../compose/lifetime.ts";
import { listen } from "../compose/listen.ts";
import { openStore } from "../compose/open-store.ts";
import { startRuntime } from "../compose/start-runtime.ts";

const config = configWith();
const log = createLogger({ level: config.logLevel, name: "breezeway", destination: pino.destination(2) });
const lifetime = createLifetime(log);
stopOnDefect(lifetime, log);
stopOnSignals(lifetime, log);
process.on("disconnect", () => void lifetime.stop());
const store = await openStore({ config, log, lifetime, migrates: false });
const runtime = await startRuntime({ config, store, log, lifetime });
const listener = await listen({ app: runtime.app, host: config.host, port: config.port });
lifetime.onStop("listener", () => listener.close());
lifetime.onStop("calls in flight", () => runtime.drain());
process.send?.("ready");
await lifetime.stopped;
process.exit();
