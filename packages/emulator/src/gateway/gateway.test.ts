import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { atDemoSite, demo, demoTokens, type Emulator, startEmulator } from "../index.ts";

let emulator: Emulator;
let v2: string;
let v1: string;

beforeAll(async () => {
  emulator = await startEmulator();
  v2 = atDemoSite(emulator.urls.api.confluenceV2);
  v1 = atDemoSite(emulator.urls.api.confluenceV1);
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const call = async (url: string, token: string, init: RequestInit = {}) => {
  const headers = new Headers(init.headers);
  headers.set("authorization", `Bearer ${token}`);
  const response = await fetch(url, { ...init, headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
};

const send = (method: string, body: unknown): RequestInit => ({
  method,
  body: JSON.stringify(body),
  headers: { "content-type": "application/json" },
});

const pageCalled = async (title: string) => {
  const { body } = await call(`${v2}/pages?title=${encodeURIComponent(title)}&body-format=storage`, demoTokens.full);
  return body.results[0];
};

const basic = (token: string) => ({
  headers: { authorization: `Basic ${Buffer.from(`${demo.email}:${token}`).toString("base64")}` },
});

const search = (cql: string, more = "") =>
  call(`${v1}/wiki/rest/api/search?cql=${encodeURIComponent(cql)}${more}`, demoTokens.full);

const form = (text: string): FormData => {
  const parts = new FormData();
  parts.set("file", new File([text], "notes.txt", { type: "text/plain" }));
  parts.set("minorEdit", "true");
  return parts;
};

const titles = async (cql: string): Promise<string[]> =>
  (await search(cql)).body.results.map((row: { content: { title: string } }) => row.content.title);

const upload = async (method: string, headers: Record<string, string> = { "x-atlassian-token": "no-check" }) => {
  const { id } = await pageCalled("Code review");
  const url = `${v1}/wiki/rest/api/content/${id}/child/attachment`;
  return { url, answer: await call(url, demoTokens.full, { method, body: form(`by ${method}`), headers }) };
};

const part = (name: string, type: string, text: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${name === "file" ? '; filename="a.txt"' : ""}\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`;

describe("the token and scope gate", () => {
  it("refuses an expired, unknown or revoked token with the gateway's 401", async () => {
    const revoked = emulator.issueToken();
    emulator.revokeToken(revoked);
    for (const token of [demoTokens.expired, "nobody-knows-this", revoked])
      expect(await call(`${v2}/spaces`, token)).toMatchObject({
        status: 401,
        body: { code: 401, message: "Unauthorized" },
      });
  });

  it("answers a missing scope with 401 before it looks for the page", async () => {
    const answer = await call(`${v2}/pages/1`, demoTokens.scopePoor);
    expect(answer).toMatchObject({ status: 401, body: { message: "Unauthorized; scope does not match" } });
  });

  it("lets classic and granular scopes into the same v1 operation", async () => {
    for (const scopes of [["search:confluence"], ["read:content-details:confluence"]]) {
      const token = emulator.issueToken({ scopes });
      expect((await call(`${v1}/wiki/rest/api/search?cql=type=page`, token)).status).toBe(200);
    }
  });

  it("tells an account without Confluence 403 in v1 and a bare 404 in v2", async () => {
    expect(await call(`${v1}/wiki/rest/api/search?cql=type=page`, demoTokens.noAccess)).toMatchObject({
      status: 403,
      body: { message: "Current user not permitted to use Confluence", statusCode: 403 },
    });
    const { status, body } = await call(`${v2}/spaces`, demoTokens.noAccess);
    expect([status, body.errors[0].title]).toEqual([404, "Not Found"]);
  });

  it("takes e-mail and API token, and refuses a wrong one", async () => {
    expect((await fetch(`${v2}/spaces`, basic(demo.apiToken))).status).toBe(200);
    expect((await fetch(`${v2}/spaces`, basic("wrong"))).status).toBe(401);
  });

  it("refuses an OAuth token at the site's own domain with a page", async () => {
    const response = await fetch(`${atDemoSite(emulator.urls.site.base)}/wiki/api/v2/spaces`, {
      headers: { authorization: `Bearer ${demoTokens.full}` },
    });
    expect([response.status, response.headers.get("content-type")]).toEqual([401, "text/html; charset=UTF-8"]);
  });

  it("says which v1 routes are gone and which it does not serve", async () => {
    expect((await call(`${v1}/wiki/rest/api/content/65601`, demoTokens.full)).status).toBe(410);
    expect((await call(`${v1}/wiki/rest/api/audit`, demoTokens.full)).status).toBe(501);
  });
});

describe("pages", () => {
  it("follows next links through every page exactly once", async () => {
    const seen: string[] = [];
    let path: string | undefined = "/wiki/api/v2/pages?limit=10";
    while (path !== undefined) {
      const { body, headers } = await call(`${v1}${path}`, demoTokens.full);
      seen.push(...body.results.map((page: { id: string }) => page.id));
      path = body._links.next;
      expect(headers.get("link")?.split(";")[0]).toBe(path === undefined ? undefined : `<${path}>`);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(27);
  });

  it("takes an array filter repeated and joined", async () => {
    const all = (await call(`${v2}/pages?limit=3`, demoTokens.full)).body.results.map(
      (page: { id: string }) => page.id,
    );
    const joined = await call(`${v2}/pages?id=${all.join(",")}`, demoTokens.full);
    const repeated = await call(`${v2}/pages?${all.map((id: string) => `id=${id}`).join("&")}`, demoTokens.full);
    expect(joined.body.results).toHaveLength(3);
    expect(repeated.body).toEqual(joined.body);
  });

  it("leaves the body out unless a format is asked for", async () => {
    const { id } = await pageCalled("Code review");
    expect((await call(`${v2}/pages/${id}`, demoTokens.full)).body.body).toEqual({});
    expect((await call(`${v2}/pages/${id}?body-format=storage`, demoTokens.full)).body.body.storage.value).toContain(
      "<p>",
    );
  });

  it("creates below the home page and normalises what it stores", async () => {
    const space = (await call(`${v2}/spaces?keys=ENG`, demoTokens.full)).body.results[0];
    const value = 'a<br>b<ac:structured-macro ac:name="toc" />';
    const created = await call(
      `${v2}/pages`,
      demoTokens.full,
      send("POST", { spaceId: space.id, title: "New page", body: { representation: "storage", value } }),
    );
    expect(created.status).toBe(200);
    expect(created.body.parentId).toBe(space.homepageId);
    expect(created.body.body.storage.value).toMatch(
      /^a<br \/>b<ac:structured-macro ac:name="toc" ac:schema-version="1" ac:macro-id="[0-9a-f-]{36}"\/>$/,
    );
  });

  it("refuses a title that is taken in the space", async () => {
    const { spaceId } = await pageCalled("Code review");
    const answer = await call(`${v2}/pages`, demoTokens.full, send("POST", { spaceId, title: "code REVIEW" }));
    expect([answer.status, answer.body.errors[0].title]).toEqual([
      400,
      "A page with this title already exists: A page already exists with the same TITLE in this space",
    ]);
  });

  it("updates with the next version number and refuses every other one", async () => {
    const page = await pageCalled("Release calendar");
    const update = (number: number) =>
      call(
        `${v2}/pages/${page.id}`,
        demoTokens.full,
        send("PUT", {
          id: page.id,
          status: "current",
          title: page.title,
          body: { representation: "storage", value: "<p>New</p>" },
          version: { number },
        }),
      );
    const conflict = await update(2);
    expect(conflict.status).toBe(409);
    expect(conflict.body.errors[0]).toEqual({
      status: "409",
      code: "CONFLICT",
      title: "Version must be incremented when updating a page. Current Version: [2]. Provided version: [2]",
      detail: null,
    });
    expect(await update(3)).toMatchObject({ status: 200, body: { version: { number: 3 } } });
  });

  it("names the id of a page that is not there", async () => {
    const { status, body } = await call(`${v2}/pages/999`, demoTokens.full);
    expect([status, body.errors[0].title]).toEqual([404, "Cannot find a page with id [999]"]);
  });

  it("moves child pages up when it deletes their parent", async () => {
    const parent = await pageCalled("Incidents");
    const child = await pageCalled("Incident: Checkout answered slowly");
    expect((await call(`${v2}/pages/${parent.id}`, demoTokens.full, { method: "DELETE" })).status).toBe(204);
    expect((await call(`${v2}/pages/${child.id}`, demoTokens.full)).body.parentId).toBe(parent.parentId);
  });
});

describe("search", () => {
  it("combines text, space, type and label", async () => {
    expect(await titles('type = page AND space = OPS AND label = payments AND text ~ "banner"')).toEqual([
      "Runbook: payment provider is down",
    ]);
    expect(await titles("label in (policy) order by title desc")).toEqual(["Travel and expenses", "Leave policy"]);
    expect(await titles('title = "leave policy" or (space = ENG and title ~ "ledger")')).toHaveLength(2);
  });

  it("marks what it found, and keeps /wiki out of its next link", async () => {
    const { body } = await search('text ~ "rollback"', "&limit=1");
    expect(body.results[0].excerpt + body.results[0].title).toContain("@@@hl@@@");
    expect(body._links.next).toMatch(/^\/rest\/api\/search\?/);
  });

  it("refuses a missing query and one with an open quote", async () => {
    const missing = await call(`${v1}/wiki/rest/api/search`, demoTokens.full);
    expect(missing.status).toBe(400);
    expect(missing.body.message).toContain("BadRequestException: cql query parameter is required");
    expect((await search('title = "x')).status).toBe(400);
    expect((await search("colour = red")).status).toBe(400);
  });
});

describe("files", () => {
  it("wants the header against forged requests, and no browser", async () => {
    expect((await upload("POST", {})).answer.status).toBe(403);
    const browser = { "x-atlassian-token": "no-check", "user-agent": "Mozilla/5.0" };
    expect((await upload("POST", browser)).answer.body.message).toBe("XSRF check failed");
  });

  it("refuses the same name by POST and makes a new version by PUT", async () => {
    expect((await upload("POST")).answer.status).toBe(200);
    expect((await upload("POST")).answer.status).toBe(400);
    expect((await upload("PUT")).answer.body.results[0].version.number).toBe(2);
  });

  it("reads a comment as Latin-1 unless its part says UTF-8", async () => {
    const { id } = await pageCalled("Leave policy");
    const send = async (commentType: string) => {
      const body = `${part("file", "text/plain", "x")}${part("comment", commentType, "Größe")}--b--\r\n`;
      const headers = { "x-atlassian-token": "no-check", "content-type": "multipart/form-data; boundary=b" };
      const url = `${v1}/wiki/rest/api/content/${id}/child/attachment`;
      return (await call(url, demoTokens.full, { method: "PUT", body, headers })).body.results[0].version.message;
    };
    expect([await send("text/plain; charset=utf-8"), await send("text/plain")]).toEqual(["Größe", "GrÃ¶Ã\u009fe"]);
  });

  it("redirects a download to the media host, which refuses a credential", async () => {
    const { url, answer } = await upload("POST");
    const download = `${url}/${answer.body.results[0].id}/download`;
    const redirect = await fetch(download, {
      redirect: "manual",
      headers: { authorization: `Bearer ${demoTokens.full}` },
    });
    const location = redirect.headers.get("location") ?? "";
    expect([redirect.status, new URL(location).origin]).toEqual([302, emulator.mediaUrl]);
    expect(await (await fetch(location)).text()).toBe("by POST");
    expect((await fetch(location, { headers: { authorization: "Bearer x" } })).status).toBe(400);
  });
});
