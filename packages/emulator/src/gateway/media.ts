import { Hono } from "hono";
import type { World } from "../world.ts";

/** The media host: another origin, opened by the token in the address alone. A credential that arrives here is a leak. */
export const createMediaHost = (world: World): Hono => {
  const app = new Hono();
  app.get("/file/:fileId/binary", (context) => {
    if (context.req.header("authorization") !== undefined)
      return context.json({ error: "This host must not receive an Authorization header." }, 400);
    const { fileId } = context.req.param();
    if (context.req.query("token") !== `media-${fileId}`) return context.json({ error: "Forbidden" }, 403);
    const attachment = [...world.contents.values()]
      .flatMap((content) => [...content.attachments.values()])
      .find((one) => one.fileId === fileId);
    const version = attachment?.versions.find((one) => String(one.number) === context.req.query("version"));
    if (attachment === undefined || version === undefined) return context.json({ error: "Not Found" }, 404);
    return new Response(Buffer.from(version.bytes), {
      headers: {
        "content-type": version.mediaType,
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(attachment.title)}`,
      },
    });
  });
  return app;
};
