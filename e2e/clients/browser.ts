// What `BROWSER` points at while a client signs in: goes through redirects and our consent page, and ends at the client.
import { appendFileSync } from "node:fs";
import { createPerson } from "../support/person.ts";

const [, , address = "", log = ""] = process.argv;
const redirectUri = new URL(address).searchParams.get("redirect_uri") ?? "";
const note = (text: string): void => appendFileSync(log, `${text}\n`);

try {
  const person = createPerson();
  const end = await person.follow(address, redirectUri, { accepts: true });
  const response = await fetch(end);
  note(`${person.pages.join(" → ")} → ${end.origin}${end.pathname} (HTTP ${response.status})`);
} catch (error) {
  note(`failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
