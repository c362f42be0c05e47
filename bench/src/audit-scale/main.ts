import { openScaleDatabase } from "./scale-database.ts";
import { fill } from "./fill.ts";
const d = await openScaleDatabase(process.argv[2]);
console.log(d.dataDir);
const f = await fill(d.owner, Number(process.argv[3] ?? 10000000), console.log);
console.log(f.seconds);
await d.close();
process.exit();
