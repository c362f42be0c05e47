import type { Run } from "./run.ts";
import type { Scene } from "./scene.ts";
import type { Subject } from "./subject.ts";

export type Seen = "yes" | "no" | "not tried";

export interface Trial {
  readonly subject: Subject;
  readonly signedIn: Seen;
  readonly listed: Seen;
  readonly called: Seen;
  readonly refreshed: Seen;
  readonly told: Seen;
  readonly notes: readonly string[];
  /** Everything printed, for the record in out/. */
  readonly transcript: string;
}

const longLife = 3_600;
const shortLife = 5;
/** Clocks of replicas may differ by this much, so a token is taken for so long after its end. */
const skew = 30;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Registers and signs in, lists, calls, comes back after the token ran out, and after its connection was revoked. */
export const tryClient = async (subject: Subject, scene: Scene): Promise<Trial> => {
  const transcript: string[] = [];
  const notes: string[] = [];
  const note = (step: string, run: Run): Run => {
    transcript.push(`--- ${step}: exit ${run.code}\n${run.output.trim().slice(0, 6_000)}`);
    return run;
  };
  await scene.browsed();
  scene.setTokenSeconds(shortLife);
  const first = note("sign in", await subject.signIn(scene));
  const browser = await scene.browsed();
  const signedInAt = performance.now();
  transcript.push(`--- browser\n${browser}`);
  const signedIn = browser.includes("Connect") && browser.includes("HTTP 2") ? "yes" : inProcess(subject, transcript);
  const before = scene.refreshes();
  const next = note("list", await subject.list(scene, false));
  const listed = asSeen(subject.listed.test(first.output) || subject.listed.test(next.output));
  if (!subject.listed.test(next.output)) notes.push(`the next run: ${firstWords(next.output)}`);
  await wait(Math.max(0, (shortLife + skew + 2) * 1_000 - (performance.now() - signedInAt)));
  scene.setTokenSeconds(longLife);
  const again = note("list after expiry", await subject.list(scene, false));
  const refreshed = asSeen(subject.listed.test(again.output) && scene.refreshes() > before);
  const callsBefore = scene.calls();
  if (subject.call !== undefined) note("call", await subject.call(scene));
  // The API itself has seen the call, whatever the client printed.
  const called = subject.call === undefined ? "not tried" : asSeen(scene.calls() > callsBefore);
  await scene.revokeAll();
  await wait(1_000);
  const refused = note("list after revocation", await subject.list(scene, false));
  const told = asSeen(!subject.listed.test(refused.output));
  if (told === "yes") notes.push(`after revocation: ${firstWords(refused.output)}`);
  transcript.push(`--- model\n${scene.model.asked.join("\n").slice(-500)}`);
  return { subject, signedIn, listed, called, refreshed, told, notes, transcript: transcript.join("\n") };
};

// The SDK clients are driven in this process, where the person is no browser of its own.
const inProcess = (subject: Subject, transcript: readonly string[]): Seen =>
  asSeen(subject.how === "a program of ours" && subject.listed.test(transcript[0] ?? ""));

const asSeen = (isTrue: boolean): Seen => (isTrue ? "yes" : "no");

/** What a person would look for in the output, most telling first. */
const interesting = [
  /please authorize|needs auth|sign.?in (?:was ended|again)|unauthori[sz]ed|\(401\)/i,
  /auth|login|expired|failed/i,
];

const firstWords = (output: string): string => {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const telling = interesting
    .map((pattern) => lines.find((line) => pattern.test(line)))
    .find((line) => line !== undefined);
  return (telling ?? lines.at(-1) ?? "no output").replaceAll("|", "/").slice(0, 110);
};
