import { isIPv6 } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPublicAddress } from "./address.ts";
import { createEgress } from "./egress.ts";
import type { EgressOptions } from "./egress.ts";
import { hostileAddresses, hostileUrls } from "./hostile-hosts.ts";
import { answer, startListener, startListenerIfPossible } from "./test-listener.ts";
import type { TestListener } from "./test-listener.ts";

const limits = { method: "GET", deadlineMs: 2_000, maxResponseBytes: 10_000 } as const;
const open: EgressOptions = { allowHttp: true, allowedPrivateNetworks: [] };

describe("assurance 1: hostile hosts", () => {
  const canaries: TestListener[] = [];
  const canaryConnections = () => canaries.reduce((sum, canary) => sum + canary.connections, 0);

  beforeAll(async () => {
    const first = await startListener({ host: "127.0.0.1" });
    const second = await startListenerIfPossible({ host: "::1", port: first.port });
    canaries.push(first, ...(second ? [second] : []));
  });
  afterAll(() => Promise.all(canaries.map((canary) => canary.close())));

  const port = () => canaries[0]?.port ?? 0;

  it("refuses more than 200 spellings of forbidden places without a look-up or a connection", async () => {
    const lookedUp: string[] = [];
    const egress = createEgress({
      ...open,
      lookup: async (hostname) => {
        lookedUp.push(hostname);
        return [];
      },
    });
    const urls = hostileUrls(port());
    expect(new Set(urls).size).toBeGreaterThanOrEqual(200);
    for (const url of urls) {
      await expect(egress.request({ ...limits, url }), url).rejects.toMatchObject({
        code: "egress_refused",
        stage: "refused",
      });
      expect(() => egress.check(url), url).toThrowError(expect.objectContaining({ code: "egress_refused" }));
    }
    expect(lookedUp).toEqual([]);
    expect(canaryConnections()).toBe(0);
    await egress.close();
  });

  it("refuses names that resolve to forbidden addresses, alone or several at once", async () => {
    for (const addresses of [...hostileAddresses.map((address) => [address]), hostileAddresses]) {
      const egress = createEgress({ ...open, lookup: async () => addresses.map(lookedUp) });
      const request = egress.request({ ...limits, url: `http://rebound.example:${port()}/` });
      await expect(request, addresses[0]).rejects.toMatchObject({ code: "egress_refused", stage: "refused" });
      await egress.close();
    }
    expect(canaryConnections()).toBe(0);
  });

  it("connects only to the permitted ones among the addresses of a name", async () => {
    const permitted = await startListener({ onRequest: (socket) => socket.write(answer()) });
    const canary = await startListenerIfPossible({ host: "::1", port: permitted.port });
    const egress = createEgress({
      ...open,
      allowedPrivateNetworks: ["127.0.0.1"],
      lookup: async () => ["::1", "10.0.0.1", "127.0.0.1", "127.0.0.2"].map(lookedUp),
    });
    const response = await egress.request({ ...limits, url: `http://mixed.example:${permitted.port}/` });
    expect(response.body.toString()).toBe("ok");
    expect(permitted.connections).toBe(1);
    expect(canary?.connections ?? 0).toBe(0);
    await egress.close();
    await Promise.all([permitted.close(), canary?.close()]);
  });

  it("refuses plain http outside development", () => {
    const egress = createEgress({ allowHttp: false, allowedPrivateNetworks: [] });
    expect(() => egress.check("http://example.com/")).toThrowError(/use https/);
    expect(() => egress.check("https://example.com/")).not.toThrow();
  });

  it("says how to open a private network, and names the host", () => {
    const egress = createEgress(open);
    expect(() => egress.check("http://10.1.2.3/wiki")).toThrowError(/"10\.1\.2\.3".*ALLOWED_PRIVATE_NETWORKS/);
  });
});

describe("assurance 2: rebinding", () => {
  it("never reaches the second address in 1,000 requests whose name changes between them", async () => {
    const good = await startListener({
      onRequest: (socket) => socket.end(answer("good", "connection: close\r\n")),
    });
    const canary = await startListenerIfPossible({ host: "::1", port: good.port });
    let lookups = 0;
    const egress = createEgress({
      ...open,
      allowedPrivateNetworks: ["127.0.0.1"],
      lookup: async () => [lookedUp((lookups += 1) % 2 === 1 ? "127.0.0.1" : "::1")],
    });
    const outcomes = { good: 0, refused: 0 };
    for (let attempt = 0; attempt < 1_000; attempt += 1) {
      const outcome = await egress.request({ ...limits, url: `http://rebinding.example:${good.port}/` }).then(
        (response) => (response.body.toString() === "good" ? "good" : "refused"),
        (error: unknown) => {
          expect(error).toMatchObject({ code: "egress_refused" });
          return "refused" as const;
        },
      );
      outcomes[outcome] += 1;
    }
    expect(outcomes).toEqual({ good: 500, refused: 500 });
    expect(canary?.connections ?? 0).toBe(0);
    await egress.close();
    await Promise.all([good.close(), canary?.close()]);
  });
});

describe("the operator's list of private networks", () => {
  const cases = [
    {
      entry: "10.0.0.0/8",
      passes: ["http://10.1.2.3/", "http://10.1.2.3:9/"],
      refuses: ["http://192.168.0.1/"],
    },
    { entry: "10.1.2.3", passes: ["http://10.1.2.3:81/"], refuses: ["http://10.1.2.4/"] },
    {
      entry: "10.1.2.3:8443",
      passes: ["https://10.1.2.3:8443/"],
      refuses: ["https://10.1.2.3/", "https://10.1.2.4:8443/"],
    },
    { entry: "fd00::/8", passes: ["http://[fd12::1]/"], refuses: ["http://[fc00::1]/"] },
    { entry: "[fd00::1]:80", passes: ["http://[fd00::1]/"], refuses: ["http://[fd00::1]:81/"] },
    {
      entry: "localhost:8090",
      passes: ["http://localhost:8090/"],
      refuses: ["http://localhost:8091/", "http://127.0.0.1:8090/"],
    },
  ];
  it.each(cases)("opens what $entry says and no more", ({ entry, passes, refuses }) => {
    const egress = createEgress({ ...open, allowedPrivateNetworks: [entry] });
    for (const url of passes) expect(() => egress.check(url), url).not.toThrow();
    for (const url of refuses) expect(() => egress.check(url), url).toThrow("refused");
  });

  it("lets a named host resolve to a private address on its port alone", async () => {
    const wiki = await startListener({ onRequest: (socket) => socket.write(answer("wiki")) });
    const egress = createEgress({
      ...open,
      lookup: async () => [lookedUp("127.0.0.1")],
      allowedPrivateNetworks: [`wiki.corp.example:${wiki.port}`],
    });
    const response = await egress.request({ ...limits, url: `http://wiki.corp.example:${wiki.port}/` });
    expect(response.body.toString()).toBe("wiki");
    await expect(egress.request({ ...limits, url: `http://other.corp.example:${wiki.port}/` })).rejects.toThrow(
      "refused",
    );
    await egress.close();
    await wiki.close();
  });

  it.each(["10.0.0.0/33", "10.0.0/8", "host", "host:0", "host:70000", "http://host:80", "", "fd00::/129", "a b:80"])(
    "does not take %j for an entry",
    (entry) => expect(() => createEgress({ ...open, allowedPrivateNetworks: [entry] })).toThrow("is not a CIDR range"),
  );
});

describe("public addresses", () => {
  it.each([
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "172.15.0.1",
    "172.32.0.1",
    "100.63.255.255",
    "2606:4700::1111",
    "2a00:1450::1",
  ])("takes %s for public", (address) => expect(isPublicAddress(address)).toBe(true));
  it.each([...hostileAddresses, "", "example.com", "1.2.3", "fe80::1%eth0"])("does not take %j for public", (address) =>
    expect(isPublicAddress(address)).toBe(false),
  );
});

const lookedUp = (address: string) => ({ address, family: isIPv6(address) ? (6 as const) : (4 as const) });
