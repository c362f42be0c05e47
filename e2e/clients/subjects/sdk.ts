import { createPerson } from "../../support/person.ts";
import {
  ClientMemory,
  type SignedInClient,
  signInCurrentClient,
  signInEarlierClient,
} from "../../support/signed-in-clients.ts";
import type { Run } from "../run.ts";
import type { Scene } from "../scene.ts";
import type { Subject } from "../subject.ts";

const list = async (client: SignedInClient): Promise<string> => (await client.listTools()).join("\n");

const sdk = (name: string, version: string, signIn: typeof signInCurrentClient): Subject => {
  const memory = new ClientMemory();
  const connect = (scene: Scene, accepts: boolean): Promise<SignedInClient> =>
    signIn({ url: scene.mcpUrl, person: createPerson(), memory, decisions: { accepts } });
  const attempt = async (
    scene: Scene,
    accepts: boolean,
    use: (client: SignedInClient) => Promise<string>,
  ): Promise<Run> => {
    try {
      const client = await connect(scene, accepts);
      const output = await use(client);
      await client.close();
      return { code: 0, output };
    } catch (error) {
      return { code: 1, output: String(error) };
    }
  };
  return {
    name,
    version,
    how: "a program of ours",
    listed: /getSpaces/,
    signIn: (scene) => attempt(scene, true, list),
    list: (scene, withBrowser = true) => attempt(scene, withBrowser, list),
    call: (scene) => attempt(scene, true, async (client) => (await client.callTool(scene.tool, {})).text),
  };
};

export const sdks: readonly Subject[] = [
  sdk("@modelcontextprotocol/client", "2.4.0", signInCurrentClient),
  sdk("@modelcontextprotocol/sdk", "1.32.2", signInEarlierClient),
];
