import type { Run } from "./run.ts";
import type { Scene } from "./scene.ts";

/** One client, and how a person at a terminal uses it. Each step gives what the client printed. */
export interface Subject {
  readonly name: string;
  readonly version: string;
  /** How it was driven, for the table. */
  readonly how: string;
  signIn(scene: Scene): Promise<Run>;
  /** Output that names the tools, or says that the server is connected. */
  list(scene: Scene, withBrowser?: boolean): Promise<Run>;
  /** What the output of a good `list` contains. */
  readonly listed: RegExp;
  /** It names itself by a metadata document on the internet; without one it registers. */
  readonly bringsDocument?: true;
  /** Absent where the client cannot call without a model that it lets us script. */
  call?(scene: Scene): Promise<Run>;
}
